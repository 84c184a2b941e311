import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const lessOp = elementwise("less", {
  result: "bool",
  value: (s, a, b) => s.less(a, b),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} < ${b}`,
    binds: "relation",
    says: "tells whether the first number is smaller than the second; a yes or no has no gradient",
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
 * Whether a < b, element by element: 1 or 0, false where either is NaN.
 *
 * @example
 * ```ts
 * evaluate(less(constant([1, 2, 3]), 2)).data; // Float64Array [1, 0, 0]
 * ```
 */
export const less = binary(lessOp);
