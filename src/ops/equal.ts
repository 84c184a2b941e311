import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const equalOp = elementwise("equal", {
  result: "bool",
  value: (s, a, b) => s.equal(a, b),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} = ${b}`,
    binds: "relation",
    says: "tells whether the first number equals the second; a yes or no has no gradient",
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
 * Whether a = b, element by element: 1 or 0, false where either is NaN.
 *
 * @example
 * ```ts
 * evaluate(equal(constant([1, 2, 3]), 2)).data; // Float64Array [0, 1, 0]
 * ```
 */
export const equal = binary(equalOp);
