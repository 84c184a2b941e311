import type { Backend } from "../backend/backend.ts";
import type { Dataset } from "../data/dataset.ts";
import type { DataStream } from "../data/stream.ts";
import type { Network } from "../nn/network.ts";
import type { Clipping } from "../optim/clipping.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Schedule } from "../optim/schedules.ts";
import type { TrainingState } from "./events.ts";

/** What to train, on what, and how. */
export interface TrainOptions {
  readonly network: Network;
  /** What to train on, in memory or streamed, and what to test on after each epoch. */
  readonly data: { readonly train: Dataset | DataStream; readonly test?: Dataset | undefined };
  /** SGD by default. */
  readonly optimizer?: Optimizer;
  /** η, or a schedule of it; 3 by default, as in the notes. */
  readonly learningRate?: number | Schedule;
  /** What to do with the gradients first: `clipByNorm(1)`. */
  readonly clipping?: Clipping;
  /** How many samples a step looks at; 10 by default. */
  readonly batch?: number;
  /** 30 by default. */
  readonly epochs?: number;
  /** Fixes the order of the samples; 0 by default. */
  readonly seed?: number;
  /** Visit the samples in a new order each epoch; true by default. */
  readonly shuffle?: boolean;
  /** Stop when the score has not improved for this many epochs; never by default. */
  readonly patience?: number;
  /** Report every n-th batch; each by default, none for 0. */
  readonly batchEvents?: number;
  /** Where to go on, from an event of an earlier run with the same options. */
  readonly resume?: TrainingState;
  /** Stops cleanly after the batch at hand; what the last finished epoch gave is kept. */
  readonly signal?: AbortSignal;
  /** By what to compute; the reference by default, but for the package's own `train`, which takes the fastest engine. */
  readonly backend?: Backend;
}
