import { applyStructural } from "../graph/apply.ts";
import type { StructuralCheck, StructuralOp } from "../graph/op.ts";
import type { TensorOps } from "../graph/rules.ts";
import type { Tensor } from "../graph/tensor.ts";
import { withOnes, withoutAxes } from "../tensor/axes.ts";
import { broadcastStrides, places } from "../tensor/broadcast.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { formatShape, normalizeAxes, type Shape } from "../tensor/shape.ts";
import type { Fits, ResultShape, Sum } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";

/** What a reduction goes over: axes in ascending order, and whether they stay, with size 1. */
export interface Reduced {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/** A function that makes one number of all along some axes: one axis, several, or all where none is named. */
export type Reduction = <
  A extends Shape,
  const Axes extends number | readonly number[] | undefined = undefined,
  const KeepDims extends boolean = false,
>(
  x: Tensor<A>,
  axes?: Axes & Fits<Sum<A, Axes, KeepDims>>,
  options?: { readonly keepDims?: KeepDims },
) => Tensor<ResultShape<Sum<A, Axes, KeepDims>>>;

/** What a reduction is called with, without the types that the compiler checks. */
export type ReductionOptions = readonly [
  axes?: number | readonly number[],
  options?: { readonly keepDims?: boolean },
];

/** The function that applies a reducing op. */
export function reduction(op: StructuralOp<Reduced>): Reduction {
  const apply = (x: Tensor, ...[axes, options]: ReductionOptions): Tensor =>
    applyStructural(op, [x], {
      axes: reducedAxes(op.name, x.shape, axes),
      keepDims: options?.keepDims ?? false,
    });
  return apply as Reduction;
}

/** The axes that a reduction goes over, in ascending order: all where none is named. */
export function reducedAxes(where: string, shape: Shape, axes?: number | readonly number[]): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  return normalizeAxes(where, typeof axes === "number" ? [axes] : axes, shape.length);
}

export function reducedShape(shape: Shape, { axes, keepDims }: Reduced): Shape {
  return keepDims ? withOnes(shape, axes) : withoutAxes(shape, axes);
}

/** Refuses to reduce nothing where nothing has no result: no number is the largest of none. */
export function requireElements(where: string, shape: Shape, axes: readonly number[]): void {
  const empty = axes.find((axis) => shape[axis] === 0);
  if (empty !== undefined) {
    throw new ShapeError(
      `${where}(): needs at least one element, got ${formatShape(shape)}, which has none along axis ${empty}; ` +
        "check for emptiness first",
    );
  }
}

/** A reduction's result, or what flows back to it, with the reduced axes of size 1, so that it stretches to the input. */
export function withReducedAxes<T>(t: TensorOps<T>, y: T, from: Shape, { axes, keepDims }: Reduced): T {
  return keepDims ? y : t.reshape(y, withOnes(from, axes));
}

/** For each element of the input of a reduction, the strides to its place in the result. */
export function resultStrides(from: Shape, { axes }: Reduced): number[] {
  return broadcastStrides(withOnes(from, axes), from);
}

/** Reduces with a function of two numbers, from `start` on, in row-major order. */
export function fold(
  { shape, data }: HostArray,
  reduced: Reduced,
  start: number,
  combine: (total: number, x: number) => number,
  output: Float64Array,
): void {
  output.fill(start);
  const strides = resultStrides(shape, reduced);
  const width = shape.at(-1) ?? 1;
  const step = strides.at(-1) ?? 0;
  let next = 0;
  for (const row of places(shape.slice(0, -1), strides.slice(0, -1))) {
    for (let i = 0, place = row; i < width; i++, place += step)
      output[place] = combine(output[place]!, data[next++]!);
  }
}

/** Inputs without empty axes, for any reduction. */
export const reductionCases: StructuralCheck<Reduced>["cases"] = [
  { shapes: [[2, 3]], attributes: { axes: [0, 1], keepDims: false } },
  { shapes: [[2, 3]], attributes: { axes: [0], keepDims: false } },
  { shapes: [[2, 3]], attributes: { axes: [1], keepDims: true } },
  { shapes: [[2, 3, 2, 2]], attributes: { axes: [1, 3], keepDims: false } },
  { shapes: [[4]], attributes: { axes: [0], keepDims: true } },
  { shapes: [[1, 1]], attributes: { axes: [0], keepDims: false } },
  { shapes: [[3, 2]], attributes: { axes: [], keepDims: false } },
  { shapes: [[0, 3]], attributes: { axes: [1], keepDims: false } },
  { shapes: [[]], attributes: { axes: [], keepDims: false } },
];
