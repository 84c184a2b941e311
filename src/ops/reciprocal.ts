import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const reciprocalOp = elementwise("reciprocal", {
  value: (s, x) => s.divide(1, x),
  derivative: (s, _x, y) => [s.negate(s.multiply(y, y))],
  explain: {
    latex: (x) => `\\frac{1}{${x}}`,
    says: "divides 1 by a number; a larger number makes a smaller result, so the gradient is negative",
  },
  check: { domain: [[0.3, 3]] },
});

/**
 * One over x: y = 1/x, with y′ = -y².
 *
 * @example
 * ```ts
 * evaluate(reciprocal(constant([2, 4]))).data; // Float64Array [0.5, 0.25]
 * ```
 */
export const reciprocal = unary(reciprocalOp);
