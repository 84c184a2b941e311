import { ValueError } from "../util/errors.ts";
import { oneOf } from "../util/suggest.ts";

/** In which of the books' conventions an explanation is written. It is printed on every output. */
export interface Convention {
  /** The factor of the quadratic costs: ½‖a − y‖² (Nielsen), ‖a − y‖² (3Blue1Brown), ‖a − y‖²/n; `given` leaves the cost as it is. */
  readonly costFactor: "given" | "half" | "one" | "mean";
  /** How the samples' costs become one; `given` leaves it as it is. */
  readonly reduction: "given" | "mean" | "sum";
  /** Whether δ stands for ∂C/∂z or for ∂C/∂a. */
  readonly delta: "z" | "a";
  /** Gradients of vectors as columns, or as rows (numerator layout). */
  readonly gradient: "column" | "row";
  readonly firstIndex: 0 | 1;
  /** Digits shown: after the point for ordinary numbers, significant ones for very large or small numbers. */
  readonly digits: number;
}

/** Backproof's own convention, see docs/notation.md. */
export const defaultConvention: Convention = {
  costFactor: "given",
  reduction: "given",
  delta: "z",
  gradient: "column",
  firstIndex: 1,
  digits: 4,
};

const CHOICES = {
  costFactor: ["given", "half", "one", "mean"],
  reduction: ["given", "mean", "sum"],
  delta: ["z", "a"],
  gradient: ["column", "row"],
} as const;

/**
 * A convention from the settings that differ from the default.
 *
 * @throws ValueError for a setting that does not exist
 */
export function convention(settings: Partial<Convention> = {}): Convention {
  const whole = { ...defaultConvention, ...settings };
  for (const [name, choices] of Object.entries(CHOICES)) {
    const chosen = whole[name as keyof typeof CHOICES];
    if (!(choices as readonly string[]).includes(chosen)) {
      throw new ValueError(`convention(): ${name} ${oneOf(chosen, choices)}`);
    }
  }
  // Settings may come from a link or a command line, whatever the types say.
  const first: number = whole.firstIndex;
  if (first !== 0 && first !== 1)
    throw new ValueError(`convention(): firstIndex must be 0 or 1, got ${first}`);
  if (!Number.isInteger(whole.digits) || whole.digits < 1 || whole.digits > 15) {
    throw new ValueError(`convention(): digits must be a whole number from 1 to 15, got ${whole.digits}`);
  }
  return whole;
}
