import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { alignedAxes } from "../tensor/axes.ts";
import { broadcastStrides, copyStrided } from "../tensor/broadcast.ts";
import { checkShape, formatShape, sameShape, type Shape } from "../tensor/shape.ts";
import type { Mutable } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";

interface To {
  readonly shape: Shape;
}

export const broadcastOp = structural<To>("broadcast", {
  shape: ([from], { shape }) => {
    requireStretch("broadcastTo", from!, shape);
    return shape;
  },
  evaluate([x], { shape }, output) {
    copyStrided(x!.data, shape, broadcastStrides(x!.shape, shape), 0, output.data);
  },
  lower: (k, [x], _, shape) => k.spread(x!, shape, alignedAxes(k.shapeOf(x!), shape)),
  vjp: (t, { yBar, shapes: [from] }) => [t.sumTo(yBar, from!)],
  jvp: "linear",
  explain: {
    latex: (x) => x,
    says: "repeats the elements to fill a larger shape; the gradients of the copies add up",
  },
  check: {
    cases: [
      { shapes: [[3]], attributes: { shape: [2, 3] } },
      { shapes: [[]], attributes: { shape: [2, 2] } },
      { shapes: [[2, 1]], attributes: { shape: [2, 3] } },
      { shapes: [[1, 3, 1]], attributes: { shape: [2, 2, 3, 2] } },
      { shapes: [[1]], attributes: { shape: [0] } },
      { shapes: [[1]], attributes: { shape: [1] } },
      { shapes: [[]], attributes: { shape: [] } },
    ],
  },
});

/**
 * The tensor repeated along new leading axes and axes of size 1, with the gradients of the copies summed: x̄ = Σ ȳ.
 *
 * @param x a shape that stretches to `shape`: aligned at the last axis, sizes equal or 1
 * @param shape the sizes of the result
 * @returns x itself where it has that shape already
 * @throws ShapeError where x does not stretch
 *
 * @example
 * ```ts
 * evaluate(broadcastTo(constant([1, 2]), [2, 2])).data; // Float64Array [1, 2, 1, 2]
 * ```
 */
export function broadcastTo<const S extends Shape>(x: Tensor, shape: S): Tensor<Mutable<S>> {
  const same = sameShape(x.shape, shape);
  return (same ? x : applyStructural(broadcastOp, [x], { shape })) as Tensor<Mutable<S>>;
}

/** Refuses shapes of which the smaller does not stretch to the larger. */
export function requireStretch(where: string, small: Shape, large: Shape): void {
  checkShape(`${where}()`, large);
  const missing = large.length - small.length;
  if (missing < 0 || !small.every((size, axis) => size === 1 || size === large[axis + missing])) {
    throw new ShapeError(
      `${where}(): ${formatShape(small)} does not stretch to ${formatShape(large)}: ` +
        "aligned at the last axis, sizes must be equal or 1; reshape it first",
    );
  }
}
