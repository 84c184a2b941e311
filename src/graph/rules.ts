import type { Scalars } from "../expr/scalars.ts";
import type { Shape } from "../tensor/shape.ts";

/**
 * The vocabulary of structural rules: the scalar instructions, elementwise with broadcasting, and the operations that move
 * elements. A rule gets these as an argument instead of importing the ops, so that two ops may be each other's adjoints
 * without a cycle, and so that the same rule can be read with formulas as well as with tensors.
 */
export interface TensorOps<T> extends Scalars<T> {
  matmul(a: T, b: T): T;
  /** The axes in a new order: result axis i is input axis `order[i]`. */
  transpose(x: T, order: readonly number[]): T;
  reshape(x: T, shape: Shape): T;
  /** Stretched to a larger shape by repeating along axes of size 1 and new leading axes. */
  broadcast(x: T, shape: Shape): T;
  /** The adjoint of broadcast: summed back to a smaller shape. */
  sumTo(x: T, shape: Shape): T;
  sum(x: T, axes: readonly number[], keepDims?: boolean): T;
  product(x: T, axes: readonly number[], keepDims?: boolean): T;
  slice(x: T, start: readonly number[], size: readonly number[]): T;
  /** Zeros around the elements; negative counts are refused. */
  pad(x: T, before: readonly number[], after: readonly number[]): T;
  concat(parts: readonly T[], axis: number): T;
  take(x: T, indices: T): T;
  /** The adjoint of take: rows of `x` added into `rows` rows of zeros at the places that `indices` name. */
  takeAdjoint(x: T, indices: T, rows: number): T;
  cumulativeSum(x: T, axis: number, reverse: boolean): T;
  einsum(spec: string, operands: readonly T[]): T;
}
