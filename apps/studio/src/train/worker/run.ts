import {
  optimizers,
  train,
  withParameters,
  type Backend,
  type Dataset,
  type HostArray,
  type Network,
  type TrainEvent,
  type Training,
  type TrainTest,
} from "backproof";
import type { Tuning } from "../protocol.ts";

export interface RunOptions {
  readonly network: Network;
  readonly data: TrainTest;
  readonly tuning: Tuning;
  readonly seed: number;
  /** How many epochs the network was trained before. */
  readonly epochs: number;
  readonly engine: Backend;
}

/** A training without end, event by event: whoever does not ask for the next one has paused it. */
export class Run {
  readonly network: Network;
  readonly #options: RunOptions;
  readonly #training: Training;
  #epoch: number;

  constructor(options: RunOptions) {
    const { network, data, tuning, seed, epochs, engine } = options;
    this.network = network;
    this.#options = options;
    this.#epoch = epochs;
    this.#training = train({
      network,
      data,
      optimizer: optimizers[tuning.optimizer](),
      learningRate: tuning.learningRate,
      batch: tuning.batch,
      // A run that goes on where another one stopped must not repeat its order of samples.
      seed: seed + Math.floor(epochs),
      epochs: Number.MAX_SAFE_INTEGER,
      backend: engine,
    });
  }

  /** How many epochs the network has been trained, in parts of an epoch too. */
  get epoch(): number {
    return this.#epoch;
  }

  async next(): Promise<TrainEvent> {
    const { value } = await this.#training.next();
    if (value === undefined) throw new Error("internal: a training without end ended; please report this");
    const { epochs } = this.#options;
    if (value.event === "batch") this.#epoch = epochs + value.epoch - 1 + value.batch / value.batches;
    return value;
  }

  parameters(): readonly HostArray[] {
    return this.#training.parameters();
  }

  /** How many samples a batch has: the last one of an epoch may be short. */
  batchSize(batch: number, batches: number): number {
    const { data, tuning } = this.#options;
    return batch < batches ? tuning.batch : data.train.size - tuning.batch * (batches - 1);
  }

  get tuning(): Tuning {
    return this.#options.tuning;
  }

  get trainSet(): Dataset {
    return this.#options.data.train;
  }

  /** The same training from these weights on; the optimizer's memory begins anew. */
  continued(parameters: readonly HostArray[], epochs: number, tuning = this.#options.tuning): Run {
    return new Run({ ...this.#options, network: withParameters(this.network, parameters), epochs, tuning });
  }

  dispose(): void {
    // A batch may be under way; the run frees its memory when it is over.
    this.#training.return().catch(() => undefined);
  }
}
