import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const tanOp = elementwise("tan", {
  value: (s, x) => s.divide(s.sin(x), s.cos(x)),
  derivative: (s, _x, y) => [s.add(1, s.multiply(y, y))],
  explain: {
    latex: (x) => `\\tan\\left(${x}\\right)`,
    says: "takes the tangent of an angle in radians; its slope grows without bound towards a right angle",
  },
  check: { domain: [[-1.2, 1.2]] },
});

/**
 * The tangent of an angle in radians: y = tan x, with y′ = 1 + y².
 *
 * @example
 * ```ts
 * evaluate(tan(constant([0]))).data; // Float64Array [0]
 * ```
 */
export const tan = unary(tanOp);
