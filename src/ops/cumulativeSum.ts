import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { splitAt } from "../tensor/axes.ts";
import { normalizeAxis, type Shape } from "../tensor/shape.ts";
import { sumType } from "./resultTypes.ts";

interface Running {
  readonly axis: number;
  readonly reverse: boolean;
}

export const cumulativeSumOp = structural<Running>("cumulativeSum", {
  shape: ([from]) => from!,
  dtype: sumType,
  evaluate([x], { axis, reverse }, output) {
    const { before, length, behind } = splitAt(x!.shape, axis);
    const step = reverse ? -behind : behind;
    for (let i = 0; i < before; i++) {
      const block = i * length * behind + (reverse ? (length - 1) * behind : 0);
      for (let k = 0; k < behind; k++) {
        let total = 0;
        for (let j = 0, place = block + k; j < length; j++, place += step)
          output.data[place] = total += x!.data[place]!;
      }
    }
  },
  lower: (k, [x], { axis, reverse }) => k.scan(x!, axis, reverse),
  vjp: (t, { yBar }, { axis, reverse }) => [t.cumulativeSum(yBar, axis, !reverse)],
  jvp: "linear",
  explain: {
    latex: (x) => `\\operatorname{cumsum}\\left(${x}\\right)`,
    says: "adds up all elements so far; each element receives the gradients of all sums it is part of",
  },
  check: {
    cases: [
      { shapes: [[4]], attributes: { axis: 0, reverse: false } },
      { shapes: [[2, 3]], attributes: { axis: 1, reverse: true } },
      { shapes: [[2, 3, 2, 2]], attributes: { axis: 1, reverse: false } },
      { shapes: [[1]], attributes: { axis: 0, reverse: true } },
      { shapes: [[0, 2]], attributes: { axis: 0, reverse: false } },
    ],
  },
});

/**
 * Running sums along an axis: y_i = Σ_{j≤i} x_j, with ∂C/∂x_j = Σ_{i≥j} ∂C/∂y_i.
 *
 * @param x at least one axis
 * @param axis the axis to sum along, negative from the end
 * @param options `reverse`: sums from the end, y_i = Σ_{j≥i} x_j
 * @throws ShapeError where x has no such axis
 *
 * @example
 * ```ts
 * evaluate(cumulativeSum(constant([1, 2, 3]), 0)).data; // Float64Array [1, 3, 6]
 * ```
 */
export function cumulativeSum<S extends Shape>(
  x: Tensor<S>,
  axis: number,
  { reverse = false }: { readonly reverse?: boolean } = {},
): Tensor<S> {
  const attributes = { axis: normalizeAxis("cumulativeSum", axis, x.shape.length), reverse };
  return applyStructural(cumulativeSumOp, [x], attributes) as Tensor<S>;
}
