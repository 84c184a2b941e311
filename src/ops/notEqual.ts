import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const notEqualOp = elementwise("notEqual", {
  result: "bool",
  value: (s, a, b) => s.subtract(1, s.equal(a, b)),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} \\ne ${b}`,
    binds: "relation",
    says: "tells whether the first number differs from the second; a yes or no has no gradient",
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
 * Whether a ≠ b, element by element: 1 or 0, true where either is NaN.
 *
 * @example
 * ```ts
 * evaluate(notEqual(constant([1, 2, 3]), 2)).data; // Float64Array [1, 0, 1]
 * ```
 */
export const notEqual = binary(notEqualOp);
