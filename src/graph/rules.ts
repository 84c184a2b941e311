import type { Scalars } from "../expr/scalars.ts";
import type { Shape } from "../tensor/shape.ts";

/**
 * The vocabulary of structural rules: the scalar instructions, elementwise with broadcasting, and the operations that move
 * elements. A rule gets these as an argument instead of importing the ops, so that two ops may be each other's adjoints
 * without a cycle, and so that the same rule can be read with formulas as well as with tensors.
 */
export interface TensorOps<T> extends Scalars<T> {
  readonly matmul: (a: T, b: T) => T;
  /** The axes in a new order: result axis i is input axis `order[i]`. */
  readonly transpose: (x: T, order: readonly number[]) => T;
  readonly reshape: (x: T, shape: Shape) => T;
  /** Stretched to a larger shape by repeating along axes of size 1 and new leading axes. */
  readonly broadcast: (x: T, shape: Shape) => T;
  /** The adjoint of broadcast: summed back to a smaller shape. */
  readonly sumTo: (x: T, shape: Shape) => T;
  readonly sum: (x: T, axes: readonly number[], keepDims?: boolean) => T;
  readonly product: (x: T, axes: readonly number[], keepDims?: boolean) => T;
  readonly slice: (x: T, start: readonly number[], size: readonly number[]) => T;
  /** Zeros around the elements; negative counts are refused. */
  readonly pad: (x: T, before: readonly number[], after: readonly number[]) => T;
  readonly concat: (parts: readonly T[], axis: number) => T;
  readonly take: (x: T, indices: T) => T;
  /** The adjoint of take: rows of `x` added into `rows` rows of zeros at the places that `indices` name. */
  readonly takeAdjoint: (x: T, indices: T, rows: number) => T;
  readonly cumulativeSum: (x: T, axis: number, reverse: boolean) => T;
  readonly einsum: (spec: string, operands: readonly T[]) => T;
}
