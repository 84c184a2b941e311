import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const floorOp = elementwise("floor", {
  result: "same",
  value: (s, x) => s.floor(x),
  derivative: () => [0],
  explain: {
    latex: (x) => `\\left\\lfloor ${x} \\right\\rfloor`,
    says: "goes down to the next whole number; flat but for its jumps, so no gradient passes",
  },
  check: { domain: [[-3, 3]], kink: (x) => Math.abs(x - Math.round(x)) },
});

/**
 * The largest whole number that is not above x: y = ⌊x⌋. Its derivative counts as 0 everywhere.
 *
 * @example
 * ```ts
 * evaluate(floor(constant([1.5, -1.5]))).data; // Float64Array [1, -2]
 * ```
 */
export const floor = unary(floorOp);
