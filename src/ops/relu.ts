import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const reluOp = elementwise("relu", {
  value: (s, z) => s.maximum(z, 0),
  derivative: (s, z) => [s.select(s.less(0, z), 1, 0)],
  explain: {
    latex: (z) => `\\max\\left(0, ${z}\\right)`,
    symbol: "\\operatorname{relu}",
    says: "passes positive numbers and stops the others, gradients included: a unit that is never positive never learns",
    source: "Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010",
  },
  check: { domain: [[-3, 3]], kink: (z) => Math.abs(z) },
});

/**
 * The rectified linear unit: a = max(0, z), with a′ = 1 where z > 0, else 0; at 0 it is 0, as in PyTorch.
 *
 * @example
 * ```ts
 * evaluate(relu(constant([2, -2]))).data; // Float64Array [2, 0]
 * ```
 */
export const relu = unary(reluOp);
