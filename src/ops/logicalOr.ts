import { elementwise } from "../graph/op.ts";
import { logicalBinary } from "./logical.ts";

export const logicalOrOp = elementwise("logicalOr", {
  result: "bool",
  value: (s, a, b) => s.maximum(a, b),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} \\lor ${b}`,
    binds: "relation",
    says: "tells whether at least one of two conditions holds; a yes or no has no gradient",
  },
  check: {
    domain: [
      [0, 1],
      [0, 1],
    ],
  },
});

/**
 * Whether at least one of two conditions holds, element by element.
 *
 * @throws ValueError where a condition is not a bool, as comparisons give
 *
 * @example
 * ```ts
 * evaluate(logicalOr(constant([1, 1, 0], "bool"), constant([1, 0, 0], "bool"))).data; // Float64Array [1, 1, 0]
 * ```
 */
export const logicalOr = logicalBinary(logicalOrOp);
