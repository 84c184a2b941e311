import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const divideOp = elementwise("divide", {
  value: (s, a, b) => s.divide(a, b),
  derivative: (s, _a, b, y) => [s.divide(1, b), s.negate(s.divide(y, b))],
  explain: {
    latex: (a, b) => `\\frac{${a}}{${b}}`,
    says: "divides one number by another; the smaller the divisor, the larger the gradients of both",
  },
  check: {
    domain: [
      [-3, 3],
      [0.5, 3],
    ],
  },
});

/**
 * The quotient, element by element: y = a / b, with ∂y/∂a = 1/b and ∂y/∂b = -y/b.
 *
 * @example
 * ```ts
 * evaluate(divide(constant([1, 3]), constant([2, 4]))).data; // Float64Array [0.5, 0.75]
 * ```
 */
export const divide = binary(divideOp);
