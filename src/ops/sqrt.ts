import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const sqrtOp = elementwise("sqrt", {
  value: (s, x) => s.sqrt(x),
  derivative: (s, _x, y) => [s.divide(1, s.multiply(2, y))],
  explain: {
    latex: (x) => `\\sqrt{${x}}`,
    says: "takes the square root; its gradient grows without bound towards 0",
  },
  check: { domain: [[0.2, 5]] },
});

/**
 * The square root: y = √x, with y′ = 1 / (2y).
 *
 * @example
 * ```ts
 * evaluate(sqrt(constant([4, 9]))).data; // Float64Array [2, 3]
 * ```
 */
export const sqrt = unary(sqrtOp);
