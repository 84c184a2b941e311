import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const negateOp = elementwise("negate", {
  result: "same",
  value: (s, x) => s.negate(x),
  derivative: () => [-1],
  explain: {
    latex: (x) => `-${x}`,
    binds: "sum",
    says: "turns the sign, and the sign of the gradient with it",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The negative, element by element: y = -x.
 *
 * @example
 * ```ts
 * evaluate(negate(constant([1, -2]))).data; // Float64Array [-1, 2]
 * ```
 */
export const negate = unary(negateOp);
