import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const signOp = elementwise("sign", {
  result: "same",
  value: (s, x) => s.select(s.less(x, 0), -1, s.select(s.less(0, x), 1, x)),
  derivative: () => [0],
  explain: {
    latex: (x) => `\\operatorname{sign}\\left(${x}\\right)`,
    says: "keeps only the sign; it is constant but for a jump at 0, so no gradient passes",
  },
  check: { domain: [[-3, 3]], kink: (x) => Math.abs(x) },
});

/**
 * The sign: -1, 0 or 1; NaN stays NaN. Its derivative counts as 0 everywhere, at the jump too.
 *
 * @example
 * ```ts
 * evaluate(sign(constant([3, 0, -4]))).data; // Float64Array [1, 0, -1]
 * ```
 */
export const sign = unary(signOp);
