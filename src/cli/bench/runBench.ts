import type { Engine } from "../../engines.ts";
import { counted } from "../format.ts";
import { note, type Io } from "../io.ts";
import type { BenchDatasets } from "./benchData.ts";
import { flopsPerSample } from "./flops.ts";
import { measureLimit } from "./limit.ts";
import { measure, type Pace } from "./measure.ts";
import { benchResult, type BenchResult } from "./result.ts";
import { trainingOf } from "./trainingOf.ts";
import type { Workload } from "./workloads.ts";

/** What to measure, and how long. */
export interface BenchPlan {
  readonly workloads: readonly Workload[];
  readonly engines: readonly Engine[];
  readonly datasets: Pick<BenchDatasets, "of">;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

/** Measures every workload on every engine; a result comes as soon as it is there, and none after the signal. */
export async function* runBench(plan: BenchPlan, io: Io): AsyncGenerator<BenchResult, void, undefined> {
  const limits = new Map<Engine, number>();
  for (const workload of plan.engines.length === 0 ? [] : plan.workloads) {
    const data = await plan.datasets.of(workload);
    const training = trainingOf(workload, data);
    const flops = flopsPerSample(training);
    for (const engine of plan.engines) {
      if (plan.signal.aborted) return;
      const limit = limits.get(engine) ?? (await measureLimit(engine));
      limits.set(engine, limit);
      const measured = await measure({ ...training, backend: engine, signal: plan.signal }, plan.pace);
      if (measured === undefined) return;
      if (measured.threads !== engine.threads) {
        const threads = counted(engine.threads, "thread");
        note(io, `${workload.name}, ${engine.name}: of ${threads} only ${measured.threads} could start`);
      }
      yield benchResult({ workload: workload.name, data: data.name, engine }, measured, flops, limit);
    }
  }
}
