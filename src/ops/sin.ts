import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const sinOp = elementwise("sin", {
  value: (s, x) => s.sin(x),
  derivative: (s, x) => [s.cos(x)],
  explain: {
    latex: (x) => `\\sin\\left(${x}\\right)`,
    says: "takes the sine of an angle in radians; its slope is the cosine",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The sine of an angle in radians: y = sin x, with y′ = cos x.
 *
 * @example
 * ```ts
 * evaluate(sin(constant([0]))).data; // Float64Array [0]
 * ```
 */
export const sin = unary(sinOp);
