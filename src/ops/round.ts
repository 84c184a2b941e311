import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const roundOp = elementwise("round", {
  result: "same",
  value: (s, x) => s.round(x),
  derivative: () => [0],
  explain: {
    latex: (x) => `\\operatorname{round}\\left(${x}\\right)`,
    says: "goes to the nearest whole number; flat but for its jumps, so no gradient passes",
  },
  check: { domain: [[-3, 3]], kink: (x) => Math.abs(x - Math.floor(x) - 0.5) },
});

/**
 * The nearest whole number, halves to the even one, as IEEE 754 rounds. Its derivative counts as 0 everywhere.
 *
 * @example
 * ```ts
 * evaluate(round(constant([0.4, 1.5, 2.5]))).data; // Float64Array [0, 2, 2]
 * ```
 */
export const round = unary(roundOp);
