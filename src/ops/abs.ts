import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const absOp = elementwise("abs", {
  result: "same",
  value: (s, x) => s.abs(x),
  derivative: (s, x) => [s.select(s.less(x, 0), -1, s.select(s.less(0, x), 1, 0))],
  explain: {
    latex: (x) => `\\left|${x}\\right|`,
    says: "drops the sign; the gradient is the sign, and 0 at the kink",
  },
  check: { domain: [[-3, 3]], kink: (x) => Math.abs(x) },
});

/**
 * The absolute value: y = |x|, with y′ = -1 where x < 0, 1 where x > 0, and 0 at 0.
 *
 * @example
 * ```ts
 * evaluate(abs(constant([3, -4]))).data; // Float64Array [3, 4]
 * ```
 */
export const abs = unary(absOp);
