import type { Backend } from "../backend/backend.ts";
import { reference } from "../backend/reference/reference.ts";
import { batchRanges } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { parametersOf, type Network } from "../nn/network.ts";
import { Metrics } from "./metrics.ts";
import { Programs } from "./programs.ts";
import { requireFit } from "./requireFit.ts";

/** How a network does on a dataset. */
export interface Evaluation {
  readonly total: number;
  /** How many samples were put into their class; null for real targets. */
  readonly correct: number | null;
  /** correct / total; null for real targets. */
  readonly accuracy: number | null;
  /** The mean cost of a sample. */
  readonly cost: number;
  /** Row: the true class, column: the predicted one; null for real targets. */
  readonly confusion: number[][] | null;
}

/** How many samples are evaluated at once: enough to keep the loops long, little enough to stay in the cache. */
const CHUNK = 200;

/**
 * Runs a network over a whole dataset.
 *
 * @param network the network
 * @param data samples of the network's sizes
 * @param backend by what to compute; the reference by default
 * @throws ShapeError where the samples are not of the network's sizes
 */
export function evaluateNetwork(network: Network, data: Dataset, backend: Backend = reference): Evaluation {
  requireFit(network, data);
  const programs = new Programs(network, backend, parametersOf(network));
  try {
    return evaluateWith(programs, network, data);
  } finally {
    programs.dispose();
  }
}

/** The same with programs that are already compiled and hold the parameters. */
export function evaluateWith(programs: Programs, { reduction }: Network, data: Dataset): Evaluation {
  const metrics = new Metrics(data);
  for (const { start, end } of batchRanges(data.size, CHUNK)) {
    const rows = Int32Array.from({ length: end - start }, (_, i) => start + i);
    const { cost, output, targets } = programs.run([{ data, rows }]);
    metrics.add(reduction === "mean" ? cost * rows.length : cost, output, targets, rows.length);
  }
  const { total, correct, accuracy, cost, confusion } = metrics;
  return { total, correct, accuracy, cost, confusion };
}
