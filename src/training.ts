// Training as the package offers it: on the fastest engine, where the room itself knows only the reference.
import type { Backend } from "./backend/backend.ts";
import type { Dataset } from "./data/dataset.ts";
import { engine } from "./engines.ts";
import type { Network } from "./nn/network.ts";
import { evaluateNetwork as evaluateBy, type Evaluation } from "./train/evaluation.ts";
import type { Training } from "./train/events.ts";
import type { TrainOptions } from "./train/options.ts";
import { train as trainBy } from "./train/train.ts";

/**
 * Trains a network by mini-batch gradient descent, and reports as it goes: θ ← θ - η ∂C/∂θ, batch after batch.
 *
 * @param options what to train, on what, and how; without a `backend` it is `engine()`, the fastest one of this machine, in
 * float32. For float64, plain and slow, give `backend: reference`; for float64 and fast, `engine({ precision: "f64" })`.
 * @returns an async iterator of events: every batch, every epoch, and at the end one `done` with the trained network; and
 * `parameters()`, which tells those of any moment
 * @throws ValueError for options that make no sense; ShapeError where data and network do not fit; NumericError where a
 * number turned NaN or infinite, with the first node that did; FormatError where a chunk of a stream cannot be read
 *
 * @example
 * ```ts
 * const data = { train: labelledDataset({ name: "xor", inputs: tableFromRows([[0, 0], [0, 1], [1, 0], [1, 1]]), labels: [0, 1, 1, 0], classes: 2 }) };
 * const net = createNetwork({ sizes: [2, 4, 2], seed: 1 });
 * for await (const event of train({ network: net, data, batch: 4, epochs: 2 })) {
 *   if (event.event === "done") event.epochs; // 2
 * }
 * ```
 * Source: Nielsen, Neural Networks and Deep Learning, chapter 1, "Implementing our network".
 */
export function train(options: TrainOptions): Training {
  return trainBy({ ...options, backend: options.backend ?? engine() });
}

/**
 * Runs a network over a whole dataset.
 *
 * @param network the network
 * @param data samples of the network's sizes
 * @param backend by what to compute; the fastest engine of this machine by default
 * @throws ShapeError where the samples are not of the network's sizes
 */
export function evaluateNetwork(network: Network, data: Dataset, backend: Backend = engine()): Evaluation {
  return evaluateBy(network, data, backend);
}
