import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const cosOp = elementwise("cos", {
  value: (s, x) => s.cos(x),
  derivative: (s, x) => [s.negate(s.sin(x))],
  explain: {
    latex: (x) => `\\cos\\left(${x}\\right)`,
    says: "takes the cosine of an angle in radians; its slope is the negative sine",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The cosine of an angle in radians: y = cos x, with y′ = -sin x.
 *
 * @example
 * ```ts
 * evaluate(cos(constant([0]))).data; // Float64Array [1]
 * ```
 */
export const cos = unary(cosOp);
