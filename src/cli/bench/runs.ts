import { availableParallelism } from "node:os";
import { engine, engines, type Engine } from "../../engines.ts";
import { counted } from "../format.ts";
import { note, type Io } from "../io.ts";

/** The engines that are made for speed. */
export const BENCH_ENGINES = ["wasm", "blas"] as const;
export type BenchEngine = (typeof BENCH_ENGINES)[number];

/** One thread, two, and four, as far as there are cores. */
export function defaultThreads(cores = availableParallelism()): number[] {
  return [1, 2, 4].filter((threads) => threads <= cores);
}

/** Every engine asked for with every number of threads, as far as they run here; tells why others do not. */
export function enginesToRun(
  names: readonly BenchEngine[],
  threadCounts: readonly number[],
  io: Io,
): Engine[] {
  const reports = engines();
  return names.flatMap((name) => {
    const report = reports.find((one) => one.engine === name);
    if (report?.reason !== undefined) {
      note(io, `${name} is left out: ${report.reason}`);
      return [];
    }
    return threadCounts.flatMap((threads) => withThreads(name, threads, io));
  });
}

function withThreads(name: BenchEngine, threads: number, io: Io): Engine[] {
  const chosen = engine({ engine: name, precision: "f32", threads });
  const sentences = chosen.notes.map((sentence) => `: ${sentence}`).join("");
  if (chosen.threads !== threads) {
    note(io, `${name} with ${counted(threads, "thread")} is left out${sentences}`);
    return [];
  }
  if (sentences !== "") note(io, `${name} with ${counted(threads, "thread")}${sentences}`);
  return [chosen];
}
