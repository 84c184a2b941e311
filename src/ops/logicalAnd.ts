import { elementwise } from "../graph/op.ts";
import { logicalBinary } from "./logical.ts";

export const logicalAndOp = elementwise("logicalAnd", {
  result: "bool",
  value: (s, a, b) => s.multiply(a, b),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} \\land ${b}`,
    binds: "relation",
    says: "tells whether both conditions hold; a yes or no has no gradient",
  },
  check: {
    domain: [
      [0, 1],
      [0, 1],
    ],
  },
});

/**
 * Whether both conditions hold, element by element.
 *
 * @throws ValueError where a condition is not a bool, as comparisons give
 *
 * @example
 * ```ts
 * evaluate(logicalAnd(constant([1, 1, 0], "bool"), constant([1, 0, 0], "bool"))).data; // Float64Array [1, 0, 0]
 * ```
 */
export const logicalAnd = logicalBinary(logicalAndOp);
