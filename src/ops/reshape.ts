import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { formatShape, sizeOf, type Shape } from "../tensor/shape.ts";
import type { Fits, Reshape, ResultShape } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";

interface ReshapeTo {
  readonly shape: Shape;
}

export const reshapeOp = structural<ReshapeTo>("reshape", {
  shape: ([from], { shape }) => resolved(from!, shape),
  evaluate([x], _, output) {
    output.data.set(x!.data);
  },
  lower: (k, [x], _, shape) => k.reshape(x!, shape),
  vjp: (t, { yBar, shapes: [from] }) => [t.reshape(yBar, from!)],
  jvp: "linear",
  explain: {
    latex: (x) => `\\operatorname{reshape}\\left(${x}\\right)`,
    says: "keeps the elements in their order under new sizes; the gradient takes the old sizes again",
  },
  check: {
    cases: [
      { shapes: [[2, 6]], attributes: { shape: [3, 4] } },
      { shapes: [[1]], attributes: { shape: [] } },
      { shapes: [[]], attributes: { shape: [1, 1, 1] } },
      { shapes: [[2, 0]], attributes: { shape: [0, 5] } },
      { shapes: [[2, 3, 2]], attributes: { shape: [3, 2, 1, 2] } },
    ],
  },
});

/**
 * The same elements, in row-major order, under another shape; the gradient takes the old shape again.
 *
 * @param x any shape
 * @param shape the new sizes, as many elements in all; one of them may be -1 and follows from the others
 * @throws ShapeError where the numbers of elements differ
 *
 * @example
 * ```ts
 * evaluate(reshape(constant([[1, 2], [3, 4]]), [-1])).data; // Float64Array [1, 2, 3, 4]
 * ```
 */
export function reshape<A extends Shape, const B extends Shape>(
  x: Tensor<A>,
  shape: B & Fits<Reshape<A, B>>,
): Tensor<ResultShape<Reshape<A, B>>> {
  return applyStructural(reshapeOp, [x], { shape: resolved(x.shape, shape as Shape) }) as Tensor<
    ResultShape<Reshape<A, B>>
  >;
}

/** The shape with its -1 replaced by what the others leave. */
function resolved(from: Shape, shape: Shape): Shape {
  const unknown = shape.indexOf(-1);
  if (unknown !== shape.lastIndexOf(-1)) {
    throw new ShapeError(
      `reshape(): one size at most may be -1, got ${formatShape(shape)}; write the others out`,
    );
  }
  const rest = sizeOf(shape.filter((_, axis) => axis !== unknown));
  const result = unknown < 0 ? shape : shape.with(unknown, sizeOf(from) / rest);
  if (!result.every((size) => Number.isSafeInteger(size) && size >= 0) || sizeOf(result) !== sizeOf(from)) {
    throw new ShapeError(
      `reshape(): ${formatShape(from)} holds ${sizeOf(from)} elements, which ${formatShape(shape)} cannot; ` +
        "the product of the sizes must stay the same",
    );
  }
  return result;
}
