import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { copyStrided } from "../tensor/broadcast.ts";
import { formatShape, normalizeAxis, stridesOf, type Shape } from "../tensor/shape.ts";
import type { Mutable } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";

interface Part {
  readonly start: readonly number[];
  readonly size: Shape;
}

export const sliceOp = structural<Part>("slice", {
  shape: ([from], part) => {
    requireInside(from!, part);
    return part.size;
  },
  evaluate([x], { start, size }, output) {
    const strides = stridesOf(x!.shape);
    const first = start.reduce((place, index, axis) => place + index * strides[axis]!, 0);
    copyStrided(x!.data, size, strides, first, output.data);
  },
  lower: (k, [x], { start, size }) => k.slice(x!, start, size),
  vjp: (t, { yBar, shapes: [from] }, { start, size }) => [
    t.pad(
      yBar,
      start,
      from!.map((whole, axis) => whole - start[axis]! - size[axis]!),
    ),
  ],
  jvp: "linear",
  explain: {
    latex: (x) => `\\operatorname{slice}\\left(${x}\\right)`,
    says: "takes a part out; elements outside it receive no gradient",
  },
  check: {
    cases: [
      { shapes: [[5]], attributes: { start: [1], size: [3] } },
      { shapes: [[4, 3]], attributes: { start: [1, 0], size: [2, 3] } },
      { shapes: [[2, 3, 2, 3]], attributes: { start: [0, 2, 1, 0], size: [2, 1, 1, 2] } },
      { shapes: [[3]], attributes: { start: [3], size: [0] } },
      { shapes: [[1]], attributes: { start: [0], size: [1] } },
      { shapes: [[]], attributes: { start: [], size: [] } },
    ],
  },
});

/**
 * A block of a tensor: y_i = x_{start + i}; the gradient is zero outside the block.
 *
 * @param x any shape
 * @param start the first index of the block along each axis, from 0
 * @param size how many elements it has along each axis, which is the result's shape
 * @throws ShapeError where the block is not inside x
 *
 * @example
 * ```ts
 * evaluate(slice(constant([[1, 2, 3], [4, 5, 6]]), [0, 1], [2, 2])).data; // Float64Array [2, 3, 5, 6]
 * ```
 */
export function slice<const S extends Shape>(
  x: Tensor,
  start: readonly number[],
  size: S,
): Tensor<Mutable<S>> {
  return applyStructural(sliceOp, [x], { start, size }) as Tensor<Mutable<S>>;
}

/**
 * A slice along one axis, whole along all others.
 *
 * @param x at least one axis
 * @param axis the axis to cut, negative from the end
 * @param start the first index, from 0
 * @param size how many
 * @throws ShapeError where x has no such axis or not so many elements along it
 *
 * @example
 * ```ts
 * evaluate(sliceAxis(constant([[1, 2, 3], [4, 5, 6]]), -1, 2, 1)).data; // Float64Array [3, 6]
 * ```
 */
export function sliceAxis(x: Tensor, axis: number, start: number, size: number): Tensor {
  const cut = normalizeAxis("sliceAxis", axis, x.shape.length);
  return slice(
    x,
    x.shape.map((_, i) => (i === cut ? start : 0)),
    x.shape.with(cut, size),
  );
}

function requireInside(shape: Shape, { start, size }: Part): void {
  const inside = (whole: number, axis: number): boolean => {
    const [first, count] = [start[axis] ?? NaN, size[axis] ?? NaN];
    return (
      Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count >= 0 && first + count <= whole
    );
  };
  if (start.length !== shape.length || size.length !== shape.length || !shape.every(inside)) {
    throw new ShapeError(
      `slice(): the block must lie inside ${formatShape(shape)}, with a start and a size for each axis, ` +
        `got start ${formatShape(start)} and size ${formatShape(size)}`,
    );
  }
}
