import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const subtractOp = elementwise("subtract", {
  result: "same",
  value: (s, a, b) => s.subtract(a, b),
  derivative: () => [1, -1],
  explain: {
    latex: (a, b) => `${a} - ${b}`,
    binds: "sum",
    says: "takes the second number from the first; a change of the second passes on with its sign turned",
  },
  check: {
    domain: [
      [-3, 3],
      [-3, 3],
    ],
  },
});

/**
 * The difference, element by element: y = a - b.
 *
 * @example
 * ```ts
 * evaluate(subtract(constant([3, 4]), 1)).data; // Float64Array [2, 3]
 * ```
 */
export const subtract = binary(subtractOp);
