import type { Network } from "../nn/network.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import type { Evaluation } from "./evaluation.ts";

/** A training under way. Whoever asks for no further event has paused it. */
export interface Training extends AsyncGenerator<TrainEvent, void, undefined> {
  /**
   * The network's parameters as the last step left them, in the middle of an epoch too, in the order of `parametersOf`;
   * `withParameters` makes a network of them.
   */
  parameters(): readonly HostArray[];
}

/** What training reports while it runs. */
export type TrainEvent = BatchEvent | EpochEvent | DoneEvent;

export interface BatchEvent {
  readonly event: "batch";
  /** From 1. */
  readonly epoch: number;
  /** From 1. */
  readonly batch: number;
  readonly batches: number;
  /** The mean cost of the batch's samples, before its step. */
  readonly cost: number;
}

export interface EpochEvent {
  readonly event: "epoch";
  /** From 1. */
  readonly epoch: number;
  /** The mean cost of a training sample, each measured before the step that it took part in. */
  readonly cost: number;
  /** The share of training samples put into their class, measured likewise; null for real targets. */
  readonly accuracy: number | null;
  /** On the test set, after the epoch; null where there is none, or for real targets. */
  readonly testAccuracy: number | null;
  readonly testCost: number | null;
  /** Training samples per second; waiting for the chunks of a stream counts, evaluation does not. */
  readonly samplesPerSecond: number;
  /** How long the epoch trained; waiting counts, evaluation does not. */
  readonly seconds: number;
  /** Everything needed to go on from here. */
  readonly state: TrainingState;
}

export interface DoneEvent {
  readonly event: "done";
  readonly reason: "finished" | "early-stopping" | "interrupted";
  /** How many epochs were finished, over all sessions. */
  readonly epochs: number;
  /** The network after the last finished epoch. */
  readonly network: Network;
  /** After the best epoch: by test accuracy, else by cost. Null where no epoch was finished. */
  readonly best: { readonly epoch: number; readonly network: Network } | null;
  /** The last network on the test set; null where there is none. */
  readonly test: Evaluation | null;
  /** How long all of it took. */
  readonly seconds: number;
  readonly state: TrainingState;
}

/** A run after some epochs: with the same options it goes on exactly as if it had never stopped. */
export interface TrainingState {
  /** How many epochs are finished. */
  readonly epoch: number;
  readonly parameters: readonly HostArray[];
  /** The optimizer's step count and memory. */
  readonly optimizer: readonly HostArray[];
  readonly best: BestSoFar | null;
}

export interface BestSoFar {
  readonly epoch: number;
  /** Larger is better. */
  readonly score: number;
  readonly parameters: readonly HostArray[];
}
