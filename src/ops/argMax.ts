import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { splitAt, withoutAxes } from "../tensor/axes.ts";
import { normalizeAxis, type Shape } from "../tensor/shape.ts";
import type { Fits, ResultShape, Sum } from "../tensor/shapeTypes.ts";
import { internal } from "../util/errors.ts";
import { requireElements } from "./reduction.ts";

interface Along {
  readonly axis: number;
}

export const argMaxOp = structural<Along>("argMax", {
  shape: ([from], { axis }) => {
    requireElements("argMax", from!, [axis]);
    return withoutAxes(from!, [axis]);
  },
  dtype: () => "int",
  evaluate([x], { axis }, output) {
    const { before, length, behind } = splitAt(x!.shape, axis);
    for (let i = 0; i < before; i++) {
      for (let k = 0; k < behind; k++) {
        const first = i * length * behind + k;
        output.data[i * behind + k] = firstLargest(x!.data, first, behind, length);
      }
    }
  },
  lower: (k, [x], { axis }) => {
    // The first place of the largest element: the smallest index among those that hold it.
    const shape = k.shapeOf(x!);
    const kept = shape.map((_, i) => (i === axis ? [] : [i - Number(i > axis)]));
    const largest = k.spread(k.reduce("max", x!, [axis]), shape, kept);
    // Where one element is NaN so is the largest, and what is sought is the first that does not equal itself.
    const place = k.map(
      (s, value, most, index) => {
        const sought = s.select(s.equal(most, most), s.equal(value, most), s.equal(s.equal(value, value), 0));
        return s.select(sought, index, Infinity);
      },
      [x!, largest, k.index(shape, axis)],
    );
    return k.reduce("min", place, [axis]);
  },
  vjp: () => [null],
  jvp: { rule: () => internal("argMax has whole numbers as its result, which no change reaches") },
  explain: {
    latex: (x) => `\\operatorname{arg\\,max} ${x}`,
    binds: "prefix",
    says: "finds the place of the largest element, the first of several; places jump, so there is no gradient",
  },
  check: {
    cases: [
      { shapes: [[2, 3]], attributes: { axis: 1 } },
      { shapes: [[2, 3, 2]], attributes: { axis: 0 } },
      { shapes: [[1]], attributes: { axis: 0 } },
      { shapes: [[0, 2]], attributes: { axis: 1 } },
    ],
  },
});

/**
 * The place of the largest element along an axis, counted from 0; the first of several. It has no gradient.
 *
 * @param x at least one axis; NaN counts as larger than any number
 * @param axis the axis to search, negative from the end; the last where left out
 * @returns int, in the shape of x without that axis
 * @throws ShapeError where x has no such axis, or no element along it
 *
 * @example
 * ```ts
 * evaluate(argMax(constant([[1, 5, 5], [7, 3, 2]]), 1)).data; // Float64Array [1, 0]
 * ```
 */
export function argMax<A extends Shape, const Axis extends number = -1>(
  x: Tensor<A>,
  axis?: Axis & Fits<Sum<A, Axis>>,
): Tensor<ResultShape<Sum<A, Axis>>> {
  const attributes = { axis: normalizeAxis("argMax", axis ?? -1, x.shape.length) };
  return applyStructural(argMaxOp, [x], attributes) as Tensor<ResultShape<Sum<A, Axis>>>;
}

function firstLargest(data: Float64Array, first: number, stride: number, length: number): number {
  let best = 0;
  let most = data[first]!;
  for (let j = 1; j < length; j++) {
    const x = data[first + j * stride]!;
    if (x > most || (Number.isNaN(x) && !Number.isNaN(most))) [best, most] = [j, x];
  }
  return best;
}
