import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const log1pOp = elementwise("log1p", {
  value: (s, x) => s.log1p(x),
  derivative: (s, x) => [s.divide(1, s.add(1, x))],
  explain: {
    latex: (x) => `\\ln\\left(1 + ${x}\\right)`,
    says: "takes the logarithm of 1 + x without losing the digits of a small x; its slope at 0 is 1",
  },
  check: { domain: [[-0.7, 4]] },
});

/**
 * The logarithm of 1 + x, exact near 0: y = ln(1 + x), with y′ = 1 / (1 + x).
 *
 * @example
 * ```ts
 * evaluate(log1p(constant([0, 1e-20]))).data; // Float64Array [0, 1e-20]
 * ```
 */
export const log1p = unary(log1pOp);
