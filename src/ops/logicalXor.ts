import { elementwise } from "../graph/op.ts";
import { logicalBinary } from "./logical.ts";

export const logicalXorOp = elementwise("logicalXor", {
  result: "bool",
  value: (s, a, b) => s.subtract(1, s.equal(a, b)),
  derivative: () => [null, null],
  explain: {
    latex: (a, b) => `${a} \\oplus ${b}`,
    binds: "relation",
    says: "tells whether exactly one of two conditions holds; a yes or no has no gradient",
  },
  check: {
    domain: [
      [0, 1],
      [0, 1],
    ],
  },
});

/**
 * Whether exactly one of two conditions holds, element by element.
 *
 * @throws ValueError where a condition is not a bool, as comparisons give
 *
 * @example
 * ```ts
 * evaluate(logicalXor(constant([1, 1, 0], "bool"), constant([1, 0, 0], "bool"))).data; // Float64Array [0, 1, 0]
 * ```
 */
export const logicalXor = logicalBinary(logicalXorOp);
