import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const multiplyOp = elementwise("multiply", {
  result: "same",
  value: (s, a, b) => s.multiply(a, b),
  derivative: (_s, a, b) => [b, a],
  explain: {
    latex: (a, b) => `${a} \\odot ${b}`,
    binds: "product",
    says: "multiplies two numbers; each factor scales a change of the other",
  },
  check: {
    domain: [
      [-3, 3],
      [-3, 3],
    ],
  },
});

/**
 * The Hadamard product, element by element: y = a ⊙ b.
 *
 * @example
 * ```ts
 * evaluate(multiply(constant([1, 2]), constant([3, 4]))).data; // Float64Array [3, 8]
 * ```
 */
export const multiply = binary(multiplyOp);
