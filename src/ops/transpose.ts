import { latexBase } from "../expr/latex.ts";
import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { inverseOrder } from "../tensor/axes.ts";
import { copyStrided } from "../tensor/broadcast.ts";
import { formatShape, stridesOf, type Shape } from "../tensor/shape.ts";
import type { Fits, Permute, ResultShape, Transpose } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";

interface Order {
  readonly order: readonly number[];
}

export const transposeOp = structural<Order>("transpose", {
  shape: ([from], { order }) => {
    requirePermutation(from!, order);
    return order.map((axis) => from![axis]!);
  },
  evaluate([x], { order }, output) {
    const strides = stridesOf(x!.shape);
    copyStrided(
      x!.data,
      output.shape,
      order.map((axis) => strides[axis]!),
      0,
      output.data,
    );
  },
  lower: (k, [x], { order }, shape) =>
    k.spread(
      x!,
      shape,
      order.map((axis) => [axis]),
    ),
  vjp: (t, { yBar }, { order }) => [t.transpose(yBar, inverseOrder(order))],
  jvp: "linear",
  explain: {
    latex: (x) => `${latexBase(x)}^{\\mathsf{T}}`,
    says: "exchanges axes: rows become columns; the gradient is transposed back",
  },
  check: {
    cases: [
      { shapes: [[2, 3]], attributes: { order: [1, 0] } },
      { shapes: [[2, 3, 4]], attributes: { order: [2, 0, 1] } },
      { shapes: [[2, 1, 3, 2]], attributes: { order: [3, 1, 0, 2] } },
      { shapes: [[3]], attributes: { order: [0] } },
      { shapes: [[]], attributes: { order: [] } },
      { shapes: [[2, 0]], attributes: { order: [1, 0] } },
      { shapes: [[1, 1]], attributes: { order: [1, 0] } },
    ],
  },
});

/**
 * The tensor with its axes in another order: y_ji = x_ij, with ∂C/∂x = (∂C/∂y)ᵀ.
 *
 * @param x any shape; at least two axes where no order is given
 * @param order which axis of x each axis of the result is; the last two exchanged where left out
 * @throws ShapeError where the order does not name each axis once
 *
 * @example
 * ```ts
 * evaluate(transpose(constant([[1, 2], [3, 4]]))).data; // Float64Array [1, 3, 2, 4]
 * ```
 */
export function transpose<A extends Shape>(
  x: Tensor<A> & Fits<Transpose<A>>,
): Tensor<ResultShape<Transpose<A>>>;
export function transpose<A extends Shape, const P extends readonly number[]>(
  x: Tensor<A>,
  order: P & Fits<Permute<A, P>>,
): Tensor<ResultShape<Permute<A, P>>>;
export function transpose(x: Tensor, order: readonly number[] = lastTwoExchanged(x.shape)): Tensor {
  return applyStructural(transposeOp, [x], { order });
}

/** The order that exchanges the last two axes. */
export function lastTwoExchanged(shape: Shape): number[] {
  if (shape.length < 2) {
    throw new ShapeError(
      `transpose(): needs at least two axes, got ${formatShape(shape)}; reshape it to a matrix first`,
    );
  }
  const axes = shape.map((_, axis) => axis);
  return [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
}

function requirePermutation(shape: Shape, order: readonly number[]): void {
  if (order.length !== shape.length || !shape.every((_, axis) => order.includes(axis))) {
    throw new ShapeError(
      `transpose(): the order must name each axis of ${formatShape(shape)} once, from 0 on, got ${formatShape(order)}`,
    );
  }
}
