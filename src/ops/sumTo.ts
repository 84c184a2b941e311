import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { alignedAxes } from "../tensor/axes.ts";
import { addStrided, broadcastStrides } from "../tensor/broadcast.ts";
import { sameShape, type Shape } from "../tensor/shape.ts";
import type { Mutable } from "../tensor/shapeTypes.ts";
import { requireStretch } from "./broadcast.ts";
import { sumType } from "./resultTypes.ts";

interface To {
  readonly shape: Shape;
}

export const sumToOp = structural<To>("sumTo", {
  shape: ([from], { shape }) => {
    requireStretch("sumTo", shape, from!);
    return shape;
  },
  dtype: sumType,
  evaluate([x], { shape }, output) {
    output.data.fill(0);
    addStrided(x!.data, x!.shape, broadcastStrides(shape, x!.shape), 0, output.data);
  },
  lower: (k, [x], _, shape) => {
    const from = k.shapeOf(x!);
    const kept = alignedAxes(shape, from);
    const axes = from.map((_size, axis) => axis).filter((axis) => kept[axis]!.length === 0);
    return k.reshape(k.reduce("sum", x!, axes), shape);
  },
  vjp: (t, { yBar, shapes: [from] }) => [t.broadcast(yBar, from!)],
  jvp: "linear",
  explain: {
    latex: (x) => `\\sum ${x}`,
    binds: "prefix",
    says: "adds up the elements that came from one element by stretching; each receives the gradient of the sum",
  },
  check: {
    cases: [
      { shapes: [[2, 3]], attributes: { shape: [3] } },
      { shapes: [[2, 3]], attributes: { shape: [2, 1] } },
      { shapes: [[2, 3]], attributes: { shape: [] } },
      { shapes: [[2, 2, 3, 2]], attributes: { shape: [1, 3, 1] } },
      { shapes: [[0, 3]], attributes: { shape: [1, 3] } },
      { shapes: [[1]], attributes: { shape: [] } },
      { shapes: [[]], attributes: { shape: [] } },
    ],
  },
});

/**
 * The adjoint of broadcastTo: the tensor summed over the axes along which `shape` would have to stretch to fit it.
 *
 * @param x any shape
 * @param shape a shape that stretches to that of x
 * @returns x itself where it has that shape already
 * @throws ShapeError where `shape` does not stretch to the shape of x
 *
 * @example
 * ```ts
 * evaluate(sumTo(constant([[1, 2], [3, 4]]), [2, 1])).data; // Float64Array [3, 7]
 * ```
 */
export function sumTo<const S extends Shape>(x: Tensor, shape: S): Tensor<Mutable<S>> {
  const same = sameShape(x.shape, shape);
  return (same ? x : applyStructural(sumToOp, [x], { shape })) as Tensor<Mutable<S>>;
}
