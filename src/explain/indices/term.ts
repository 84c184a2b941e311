import { type Scalars } from "../../expr/scalars.ts";
import type { ElementwiseOp } from "../../graph/op.ts";
import type { Tensor } from "../../graph/tensor.ts";

/**
 * A number in index notation: entries of tensors, sums over indices, Kronecker deltas, scalar instructions.
 *
 * It is what stands to the right of `∂C/∂w_jk = `: it can be printed, and it can be evaluated as printed.
 */
export type Term =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "entry"; readonly of: Tensor; readonly at: readonly Subscript[] }
  | { readonly kind: "reduce"; readonly by: Reduction; readonly over: Variable; readonly body: Term }
  /** 1 where both subscripts are equal, else 0. */
  | { readonly kind: "delta"; readonly a: Subscript; readonly b: Subscript }
  /** 1 where low ≤ subscript < high, else 0. */
  | { readonly kind: "inside"; readonly at: Subscript; readonly low: Subscript; readonly high: Subscript }
  /** The subscript itself as a number. */
  | { readonly kind: "index"; readonly at: Subscript }
  | { readonly kind: "apply"; readonly instruction: Instruction; readonly args: readonly Term[] }
  /** A function that has a symbol, kept whole: σ(z). */
  | { readonly kind: "call"; readonly op: ElementwiseOp; readonly args: readonly Term[] }
  /** Its slope in its first argument: σ′(z). */
  | { readonly kind: "slope"; readonly op: ElementwiseOp; readonly args: readonly Term[] };

export type Reduction = "sum" | "product" | "max" | "min";

export type Instruction = Exclude<keyof Scalars<unknown>, "constant">;

/** Where in a tensor an entry stands along one axis: a place, an index that runs, or a whole-number expression of such. */
export type Subscript = number | Variable | Computed | Looked;

/** An index that runs from 0 to below its size; two with the same letter may still be different ones. */
export interface Variable {
  readonly kind: "variable";
  readonly size: number;
  /** What it counts, which decides its letter: samples are s, everything else i, j, k, … */
  readonly counts?: "samples";
}

/** Whole-number arithmetic on subscripts, as reshaping and slicing need it. */
export interface Computed {
  readonly kind: "computed";
  readonly by: "add" | "multiply" | "divide" | "remainder";
  readonly of: Subscript;
  readonly and: number;
}

/** A subscript that is itself a number in the data: the row that an index names. */
export interface Looked {
  readonly kind: "looked";
  readonly up: Term;
}

export function variable(size: number, counts?: "samples"): Variable {
  return counts === undefined ? { kind: "variable", size } : { kind: "variable", size, counts };
}

export function isVariable(subscript: Subscript): subscript is Variable {
  return typeof subscript !== "number" && subscript.kind === "variable";
}

/** `of + and` and the like, computed at once where it can be. */
export function computed(by: Computed["by"], of: Subscript, and: number): Subscript {
  if (typeof of === "number") return combine(by, of, and);
  if ((by === "add" && and === 0) || (and === 1 && (by === "multiply" || by === "divide"))) return of;
  if (by === "add" && typeof of === "object" && of.kind === "computed" && of.by === "add") {
    return computed("add", of.of, of.and + and);
  }
  return { kind: "computed", by, of, and };
}

export function combine(by: Computed["by"], a: number, b: number): number {
  switch (by) {
    case "add":
      return a + b;
    case "multiply":
      return a * b;
    case "divide":
      return Math.floor(a / b);
    case "remainder":
      return a % b;
  }
}
