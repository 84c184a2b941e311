import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const minimumOp = elementwise("minimum", {
  result: "same",
  value: (s, a, b) => s.minimum(a, b),
  derivative: (s, a, b) => [
    s.select(s.less(a, b), 1, s.select(s.less(b, a), 0, 0.5)),
    s.select(s.less(b, a), 1, s.select(s.less(a, b), 0, 0.5)),
  ],
  explain: {
    latex: (a, b) => `\\min\\left(${a}, ${b}\\right)`,
    says: "takes the smaller of two numbers; only that one receives a gradient, and each half of it where they are equal",
  },
  check: {
    domain: [
      [-3, 3],
      [-3, 3],
    ],
    kink: (a, b) => Math.abs(a - b),
  },
});

/**
 * The smaller of two numbers, element by element: y = min(a, b), NaN where either is.
 *
 * The gradient goes to the smaller one; where both are equal each gets half, as in PyTorch.
 *
 * @example
 * ```ts
 * evaluate(minimum(constant([1, 5]), 3)).data; // Float64Array [1, 3]
 * ```
 */
export const minimum = binary(minimumOp);
