import { latexBase } from "../expr/latex.ts";
import { applyElementwise, requireType } from "../graph/apply.ts";
import { elementwise } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";

export const logicalNotOp = elementwise("logicalNot", {
  result: "bool",
  value: (s, a) => s.subtract(1, a),
  derivative: () => [null],
  explain: {
    latex: (a) => `\\lnot ${latexBase(a)}`,
    binds: "product",
    says: "tells whether a condition does not hold; a yes or no has no gradient",
  },
  check: { domain: [[0, 1]] },
});

/**
 * Whether the condition does not hold, element by element.
 *
 * @param a true or false, as comparisons give
 * @throws ValueError where it is not a bool
 *
 * @example
 * ```ts
 * evaluate(logicalNot(constant([1, 0], "bool"))).data; // Float64Array [0, 1]
 * ```
 */
export function logicalNot<S extends Shape>(a: Tensor<S>): Tensor<S> {
  requireType("logicalNot", "the condition", a, "bool");
  return applyElementwise(logicalNotOp, [a]) as Tensor<S>;
}
