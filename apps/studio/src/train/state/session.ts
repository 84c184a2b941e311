import { signal } from "@preact/signals";
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
export const epochs = signal<readonly EpochFacts[]>([]);
export const mistakes = signal<Mistakes | null>(null);
/** The outputs for the question of `state/question.ts`. */
export const answer = signal<readonly number[] | null>(null);
/** The network as it was last told: what is saved, and what a new worker begins with. */
export const kept = signal<KeptNetwork | null>(null);
export const sample = signal<Sample | null>(null);

export interface History {
  readonly cost: Series;
  readonly gradientNorms: Series;
  readonly updateRatios: Series;
}

/** The curves so far; a new object whenever they have grown. */
export const history = signal<History>(emptyHistory());

export function noteLook(seen: Look): void {
  const { cost, gradientNorms, updateRatios } = history.peek();
  if (seen.cost !== null) cost.push(seen.epoch, [seen.cost]);
  gradientNorms.push(seen.epoch, seen.gradientNorms);
  if (seen.updateRatios !== null) updateRatios.push(seen.epoch, seen.updateRatios);
  look.value = seen;
  history.value = { cost, gradientNorms, updateRatios };
}

/** A long training must not fill the memory either. */
const MOST_EPOCHS = 5000;

export function noteEpoch(facts: EpochFacts): void {
  epochs.value = [...epochs.peek(), facts].slice(-MOST_EPOCHS);
}

/** Forgets a training, but not the data. */
export function forgetTraining(): void {
  look.value = null;
  epochs.value = [];
  mistakes.value = null;
  answer.value = null;
  history.value = emptyHistory();
}

function emptyHistory(): History {
  return { cost: new Series(), gradientNorms: new Series(), updateRatios: new Series() };
}
