import type { Scalars } from "../expr/scalars.ts";
import type { Shape } from "../tensor/shape.ts";

/** How a reduction joins elements. */
export type ReduceKind = "sum" | "product" | "max" | "min";

/**
 * The vocabulary in which structural ops say how compiled engines compute them: a handful of views, loops and sums.
 *
 * Views cost nothing: they change how indices become addresses. An op that is a view of another's result, or a loop over it,
 * melts into the loops around it; a sum of products of two factors becomes a matrix product.
 */
export interface Lowering<T> {
  readonly shapeOf: (x: T) => Shape;

  /**
   * A view with new axes: moving along result axis i moves along all axes of x in `axes[i]` at once. None is a stretched
   * axis, one a permuted axis, several a diagonal.
   */
  readonly spread: (x: T, shape: Shape, axes: readonly (readonly number[])[]) => T;
  /** The same elements in row-major order under other sizes; copies only where a view cannot say it. */
  readonly reshape: (x: T, shape: Shape) => T;
  /** A view of a box of elements. */
  readonly slice: (x: T, start: readonly number[], size: readonly number[]) => T;

  /** Scalar instructions on operands of one shape; see {@link Scalars}. */
  readonly map: (f: <V>(s: Scalars<V>, ...args: V[]) => V, operands: readonly T[]) => T;
  /** One number everywhere. */
  readonly constant: (value: number, shape: Shape) => T;
  /** Each element's own index along an axis. */
  readonly index: (shape: Shape, axis: number) => T;

  /** The elements along some axes made one; the axes disappear. */
  readonly reduce: (kind: ReduceKind, x: T, axes: readonly number[]) => T;
  /** Running sums along an axis. */
  readonly scan: (x: T, axis: number, reverse: boolean) => T;
  /** Rows of x by their numbers: shape [...shape of indices, ...shape of a row]. */
  readonly gather: (x: T, indices: T) => T;
  /** Zeros of `rows` rows, into which rows are added at the places that indices name. */
  readonly scatterAdd: (x: T, indices: T, rows: number) => T;
  /** Zeros with parts pasted in. */
  readonly assemble: (
    shape: Shape,
    parts: readonly { readonly x: T; readonly start: readonly number[] }[],
  ) => T;
}
