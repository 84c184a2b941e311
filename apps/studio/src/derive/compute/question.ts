import type { Convention, Derivation, Numbers } from "backproof/explain";
import type { Problem } from "../problem/problem.ts";

/** What the worker is asked. */
export interface Question {
  readonly problem: Problem;
  readonly convention: Convention;
  /** One number in focus; `auto` is the input that moves the cost most. Absent: everything is written out. */
  readonly focus?: string;
}

/** A derivation, and numbers that it leaves out because they are not in focus. */
export interface Derived {
  readonly derivation: Derivation;
  /** By id, as in the derivation's steps; without a check. */
  readonly unchecked: Readonly<Record<string, Numbers>>;
}

export const AUTO = "auto";
