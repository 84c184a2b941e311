import { structural, type ReversePoint } from "../graph/op.ts";
import type { TensorOps } from "../graph/rules.ts";
import { inverseOrder, withoutAxes } from "../tensor/axes.ts";
import { sizeOf } from "../tensor/shape.ts";
import { onDiagonal } from "./kroneckerDelta.ts";
import { fold, reducedShape, reduction, reductionCases, withReducedAxes, type Reduced } from "./reduction.ts";
import { sumType } from "./resultTypes.ts";

export const productOp = structural<Reduced>("product", {
  shape: ([from], reduced) => reducedShape(from!, reduced),
  dtype: sumType,
  evaluate([x], reduced, output) {
    fold(x!, reduced, 1, (total, factor) => total * factor, output.data);
  },
  lower: (k, [x], { axes }, shape) => k.reshape(k.reduce("product", x!, axes), shape),
  vjp: (t, at, reduced) => [
    t.multiply(others(t, at, reduced), withReducedAxes(t, at.yBar, at.shapes[0]!, reduced)),
  ],
  jvp: {
    rule: (t, at, reduced) =>
      t.sum(t.multiply(others(t, at, reduced), at.xDots[0]!), reduced.axes, reduced.keepDims),
  },
  explain: {
    latex: (x) => `\\prod ${x}`,
    binds: "prefix",
    says: "multiplies the elements along some axes; each receives the gradient times the product of all the others",
  },
  check: {
    cases: [...reductionCases, { shapes: [[2, 0]], attributes: { axes: [1], keepDims: false } }],
  },
});

/**
 * The product over some axes or of all elements: y = Πᵢ xᵢ, with ∂C/∂xᵢ = ∂C/∂y Π_{j≠i} xⱼ.
 *
 * The gradient is right beside zeros too, at the price of n² multiplications for n factors.
 *
 * @param x any shape
 * @param axes one axis or several, negative from the end; all where left out
 * @param options `keepDims`: the reduced axes stay, with size 1
 * @returns the shape of x without those axes; 1 where there is nothing to multiply
 * @throws ShapeError where x has no such axis
 *
 * @example
 * ```ts
 * evaluate(product(constant([[1, 2], [3, 4]]), 1)).data; // Float64Array [2, 12]
 * ```
 */
export const product = reduction(productOp);

/** For each factor the product of all others: a row of the n factors n times over, with 1 on the diagonal, multiplied up. */
function others<T>(
  t: TensorOps<T>,
  { inputs: [x], shapes: [from] }: Pick<ReversePoint<T>, "inputs" | "shapes">,
  { axes }: Reduced,
): T {
  const kept = from!.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const moved = order.map((axis) => from![axis]!);
  const m = sizeOf(withoutAxes(from!, axes));
  const n = sizeOf(axes.map((axis) => from![axis]!));
  const factors = t.reshape(t.transpose(x!, order), [m, 1, n]);
  const othersOnly = t.select(onDiagonal(t, n), 1, t.broadcast(factors, [m, n, n]));
  return t.transpose(t.reshape(t.product(othersOnly, [2]), moved), inverseOrder(order));
}
