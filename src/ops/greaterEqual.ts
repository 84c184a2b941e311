import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const greaterEqualOp = elementwise("greaterEqual", {
  result: "bool",
  value: (s, a, b) => s.maximum(s.less(b, a), s.equal(a, b)),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} \\ge ${b}`,
    binds: "relation",
    says: "tells whether the first number is at least the second; a yes or no has no gradient",
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
 * Whether a ≥ b, element by element: 1 or 0, false where either is NaN.
 *
 * @example
 * ```ts
 * evaluate(greaterEqual(constant([1, 2, 3]), 2)).data; // Float64Array [0, 1, 1]
 * ```
 */
export const greaterEqual = binary(greaterEqualOp);
