import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const addOp = elementwise("add", {
  result: "same",
  value: (s, a, b) => s.add(a, b),
  derivative: () => [1, 1],
  explain: {
    latex: (a, b) => `${a} + ${b}`,
    binds: "sum",
    says: "adds two numbers; a change of either passes to the sum unchanged",
  },
  check: {
    domain: [
      [-3, 3],
      [-3, 3],
    ],
  },
});

/**
 * The sum, element by element: y = a + b.
 *
 * @example
 * ```ts
 * evaluate(add(constant([1, 2]), 10)).data; // Float64Array [11, 12]
 * ```
 */
export const add = binary(addOp);
