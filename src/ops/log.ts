import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const logOp = elementwise("log", {
  value: (s, x) => s.log(x),
  derivative: (s, x) => [s.divide(1, x)],
  explain: {
    latex: (x) => `\\ln\\left(${x}\\right)`,
    says: "takes the natural logarithm; near 0 both the result and the gradient 1/x grow without bound",
  },
  check: { domain: [[0.2, 5]] },
});

/**
 * The natural logarithm: y = ln x, with y′ = 1/x.
 *
 * @example
 * ```ts
 * evaluate(log(constant([1]))).data; // Float64Array [0]
 * ```
 */
export const log = unary(logOp);
