import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const greaterOp = elementwise("greater", {
  result: "bool",
  value: (s, a, b) => s.less(b, a),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} > ${b}`,
    binds: "relation",
    says: "tells whether the first number is larger than the second; a yes or no has no gradient",
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
 * Whether a > b, element by element: 1 or 0, false where either is NaN.
 *
 * @example
 * ```ts
 * evaluate(greater(constant([1, 2, 3]), 2)).data; // Float64Array [0, 0, 1]
 * ```
 */
export const greater = binary(greaterOp);
