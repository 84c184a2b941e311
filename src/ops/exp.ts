import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const expOp = elementwise("exp", {
  value: (s, x) => s.exp(x),
  derivative: (_s, _x, y) => [y],
  explain: {
    latex: (x) => `e^{${x}}`,
    says: "raises e to a power; it is its own derivative, so large results have large gradients",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The exponential function: y = eˣ, with y′ = y.
 *
 * @example
 * ```ts
 * evaluate(exp(constant([0]))).data; // Float64Array [1]
 * ```
 */
export const exp = unary(expOp);
