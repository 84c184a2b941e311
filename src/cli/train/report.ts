import type { Dataset } from "../../data/dataset.ts";
import type { Diagnosis } from "../../diagnose/diagnosis.ts";
import type { Network } from "../../nn/network.ts";
import type { BatchEvent, DoneEvent, EpochEvent } from "../../train/events.ts";
import type { Evaluation } from "../../train/evaluation.ts";
import type { Engine } from "../../engines.ts";
import type { Plan } from "./plan.ts";

/** What a run is about, known before it begins. */
export interface RunInfo {
  readonly network: Network;
  readonly train: Dataset;
  readonly test: Dataset | undefined;
  readonly plan: Plan;
  readonly engine: Engine;
}

/** What became of a run. */
export interface Outcome extends Pick<DoneEvent, "reason" | "epochs" | "seconds"> {
  /** Which network was kept. */
  readonly keep: "last" | "best";
  /** The kept network on the test set; null where there is none. */
  readonly test: Evaluation | null;
  readonly best: Best | null;
  /** Of the kept network. */
  readonly digest: string;
  /** Where the kept network was saved. */
  readonly saved: string | null;
}

/** The best epoch, and the score by which it is the best. */
export interface Best {
  readonly epoch: number;
  readonly measure: "testAccuracy" | "testCost" | "accuracy" | "cost";
  readonly value: number;
}

/** How a run is told. */
export interface Report {
  /** How many batches should pass between two calls of `batch`; 0 for none. */
  readonly batchEvents: number;
  readonly start: () => void;
  readonly batch: (event: BatchEvent) => void;
  readonly epoch: (event: EpochEvent) => void;
  /** What was found about the parameters after an epoch; after epoch 0 those of the start. */
  readonly diagnosis: (epoch: number, diagnosis: Diagnosis) => void;
  /** Takes from the screen what would stand in the way of a message. */
  readonly clear: () => void;
  readonly done: (outcome: Outcome) => void;
}
