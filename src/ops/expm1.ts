import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const expm1Op = elementwise("expm1", {
  value: (s, x) => s.expm1(x),
  derivative: (s, _x, y) => [s.add(y, 1)],
  explain: {
    latex: (x) => `e^{${x}} - 1`,
    binds: "sum",
    says: "raises e to a power and takes 1 away without losing the digits of a small x; its slope is its value plus 1",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The exponential function less 1, exact near 0: y = eˣ - 1, with y′ = y + 1.
 *
 * @example
 * ```ts
 * evaluate(expm1(constant([0, 1e-20]))).data; // Float64Array [0, 1e-20]
 * ```
 */
export const expm1 = unary(expm1Op);
