import { batch, computed, signal } from "@preact/signals";
import { convention, type Convention, type FormName } from "backproof/explain";
import { History } from "./problem/history.ts";
import { NOTE_001, type Problem } from "./problem/problem.ts";
import type { Selection } from "./selection.ts";

/** Everything that Derive shows, as plain data: what goes through JSON comes back the same. */
export interface DeriveState {
  readonly problem: Problem;
  readonly convention: Convention;
  readonly selection: Selection | null;
  /** How many steps are computed; `end` is all of them. */
  readonly step: number | "end";
  /** η of the gradient step. */
  readonly rate: number;
  readonly form: FormName | "all";
  /** Where the problem comes from, when it is not made here. */
  readonly source?: Source;
}

/** A sample that was asked about elsewhere. */
export interface Source {
  /** What it is, as the end of a sentence: "your drawing". */
  readonly sample: string;
  /** `[28, 28]` where the input is a picture. */
  readonly inputShape?: readonly number[];
  readonly classes?: readonly string[];
  /** Nobody said what is right: the target is the network's own answer, until somebody chooses. */
  readonly targetIsGuess: boolean;
}

export const FIRST_STATE: DeriveState = {
  problem: NOTE_001,
  convention: convention(),
  selection: { of: "W2", index: [0, 1] },
  step: "end",
  rate: 1,
  form: "hadamard",
};

export const deriveState = signal<DeriveState>(FIRST_STATE);

// Each part by itself: who reads the problem is not disturbed by a new selection.
export const problem = computed(() => deriveState.value.problem);
export const settings = computed(() => deriveState.value.convention);
export const selection = computed(() => deriveState.value.selection);

export const history = new History<Problem>();

export function patch(part: Partial<DeriveState>): void {
  deriveState.value = { ...deriveState.peek(), ...part };
}

/**
 * Changes the problem, so that it can be undone.
 *
 * @param what is done, for the buttons of undo and redo: "w²₁₂ to 0.4"
 * @param session edits of one session in one field are one entry
 */
export function edit(next: Problem, what: string, session?: string): void {
  const before = problem.peek();
  if (next === before) return;
  batch(() => {
    history.push(before, what, session);
    patch({ problem: next });
  });
}

export function undo(): void {
  const before = history.undo(problem.peek());
  if (before !== undefined) patch({ problem: before });
}

export function redo(): void {
  const after = history.redo(problem.peek());
  if (after !== undefined) patch({ problem: after });
}

/** Shows another state, as from a link. What could be undone belonged to the old one. */
export function restoreDerive(state: DeriveState): void {
  batch(() => {
    history.clear();
    deriveState.value = { ...state, convention: convention(state.convention) };
  });
}
