import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const atanOp = elementwise("atan", {
  value: (s, x) => s.atan(x),
  derivative: (s, x) => [s.divide(1, s.add(1, s.multiply(x, x)))],
  explain: {
    latex: (x) => `\\arctan\\left(${x}\\right)`,
    says: "takes the angle whose tangent is given; its slope is 1 at 0 and falls off with the square of the distance",
  },
  check: { domain: [[-4, 4]] },
});

/**
 * The arctangent, in radians: y = arctan x, with y′ = 1 / (1 + x²).
 *
 * @example
 * ```ts
 * evaluate(atan(constant([0]))).data; // Float64Array [0]
 * ```
 */
export const atan = unary(atanOp);
