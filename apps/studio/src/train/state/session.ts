import { batch, signal } from "@preact/signals";
import type { Finding } from "backproof/diagnose";
import type {
  DataSummary,
  EngineFacts,
  EpochFacts,
  KeptNetwork,
  Look,
  Mistakes,
  Sample,
} from "../protocol.ts";
import { Series } from "./series.ts";

// What the worker has told, for whoever shows it.

export const engineFacts = signal<EngineFacts | null>(null);
export const data = signal<DataSummary | null>(null);
/** What is being brought in at the moment. */
export const loading = signal<string | null>(null);
export const running = signal(false);
export const look = signal<Look | null>(null);
/** The mean cost of the batches before the last look that had any. */
export const batchCost = signal<number | null>(null);
/** Samples per second, as last measured. */
export const speed = signal<number | null>(null);
/** The last epoch that ended. */
export const lastEpoch = signal<EpochFacts | null>(null);
export const mistakes = signal<Mistakes | null>(null);
/** What the diagnosis found; null before the first. */
export const findings = signal<readonly Finding[] | null>(null);
/** The outputs for the question of `state/question.ts`. */
export const answer = signal<readonly number[] | null>(null);
/** The network as it was last told: what is saved, and what a new worker begins with. */
export const kept = signal<KeptNetwork | null>(null);
export const sample = signal<Sample | null>(null);

export interface History {
  readonly cost: Series;
  /** Cost, test cost, accuracy, test accuracy of whole epochs. */
  readonly epochs: Series;
  readonly gradientNorms: Series;
  readonly updateRatios: Series;
}

/** The curves so far; a new object whenever they have grown. */
export const history = signal<History>(emptyHistory());

export function noteLook(seen: Look): void {
  const { cost, epochs, gradientNorms, updateRatios } = history.peek();
  if (seen.cost !== null) cost.push(seen.epoch, [seen.cost]);
  gradientNorms.push(seen.epoch, seen.gradientNorms);
  if (seen.updateRatios !== null) updateRatios.push(seen.epoch, seen.updateRatios);
  for (const { epoch, ...facts } of seen.epochs) {
    epochs.push(epoch, [facts.cost, facts.testCost, facts.accuracy, facts.testAccuracy]);
  }
  batch(() => {
    look.value = seen;
    batchCost.value = seen.cost ?? batchCost.peek();
    speed.value = seen.samplesPerSecond ?? speed.peek();
    lastEpoch.value = seen.epochs.at(-1) ?? lastEpoch.peek();
    history.value = { cost, epochs, gradientNorms, updateRatios };
  });
}

/** Forgets a training, but not the data. */
export function forgetTraining(): void {
  look.value = null;
  lastEpoch.value = null;
  batchCost.value = null;
  speed.value = null;
  mistakes.value = null;
  findings.value = null;
  answer.value = null;
  history.value = emptyHistory();
}

function emptyHistory(): History {
  return {
    cost: new Series(),
    epochs: new Series(),
    gradientNorms: new Series(),
    updateRatios: new Series(),
  };
}
