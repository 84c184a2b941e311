import { applyElementwise, requireType, type Operand } from "../graph/apply.ts";
import { elementwise } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";

export const whereOp = elementwise("where", {
  result: "same",
  value: (s, condition, a, b) => s.select(condition, a, b),
  derivative: (s, condition) => [null, s.select(condition, 1, 0), s.select(condition, 0, 1)],
  explain: {
    latex: (condition, a, b) =>
      `\\begin{cases} ${a} & ${condition} \\\\ ${b} & \\text{otherwise} \\end{cases}`,
    says: "chooses between two numbers; only the chosen one receives a gradient",
  },
  check: {
    domain: [
      [-1, 1],
      [-3, 3],
      [-3, 3],
    ],
    kink: (condition) => Math.abs(condition),
  },
});

/**
 * One of two tensors, chosen element by element: a where the condition is true, else b.
 *
 * @param condition true or false, as comparisons give
 * @param a taken where the condition holds; stretches with the other two
 * @param b taken elsewhere
 */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  requireType("where", "the condition", condition, "bool");
  return applyElementwise(whereOp, [condition, a, b]);
}
