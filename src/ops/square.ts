import { latexBase } from "../expr/latex.ts";
import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const squareOp = elementwise("square", {
  result: "same",
  value: (s, x) => s.multiply(x, x),
  derivative: (s, x) => [s.multiply(2, x)],
  explain: {
    latex: (x) => `${latexBase(x)}^{2}`,
    says: "multiplies a number by itself; the further from 0, the steeper",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The square: y = x², with y′ = 2x.
 *
 * @example
 * ```ts
 * evaluate(square(constant([3, -4]))).data; // Float64Array [9, 16]
 * ```
 */
export const square = unary(squareOp);
