import type { Engine } from "../../engines.ts";
import type { BenchData } from "./benchData.ts";
import type { Measured } from "./measure.ts";

/** A line of the benchmark, as JSON has it. */
export interface BenchResult {
  readonly workload: string;
  readonly engine: Engine["name"];
  readonly precision: Engine["precision"];
  readonly threads: number;
  /** The median of the epochs that count. */
  readonly samplesPerSecond: number;
  readonly gflops: number;
  /** After the first epoch; null for random samples. */
  readonly testAccuracy: number | null;
  /** The slowest and the fastest of these epochs, in samples per second. */
  readonly spread: { readonly min: number; readonly max: number };
  /** How many epochs count. */
  readonly runs: number;
  /** gflops / limit. */
  readonly share: number;
  /** What this engine could reach at most on as many threads, measured just before, in GFLOP/s. */
  readonly limit: number;
  readonly data: BenchData["name"];
}

/** @param flops floating-point operations per sample; @param limit in GFLOP/s */
export function benchResult(
  { workload, engine, data }: Pick<BenchResult, "workload" | "data"> & { readonly engine: Engine },
  { rates, testAccuracy, threads }: Measured,
  flops: number,
  limit: number,
): BenchResult {
  const samplesPerSecond = median(rates);
  const gflops = (samplesPerSecond * flops) / 1e9;
  return {
    ...{ workload, engine: engine.name, precision: engine.precision, threads },
    ...{ samplesPerSecond: rounded(samplesPerSecond), gflops: rounded(gflops), testAccuracy },
    spread: { min: rounded(Math.min(...rates)), max: rounded(Math.max(...rates)) },
    ...{ runs: rates.length, share: rounded(gflops / limit), limit: rounded(limit), data },
  };
}

/** The middle one, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Four significant digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
