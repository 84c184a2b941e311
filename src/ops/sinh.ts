import { cosh, sinh as sinhFormula } from "../expr/formulas.ts";
import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const sinhOp = elementwise("sinh", {
  value: (s, x) => sinhFormula(s, x),
  derivative: (s, x) => [cosh(s, x)],
  explain: {
    latex: (x) => `\\sinh\\left(${x}\\right)`,
    says: "takes the hyperbolic sine; its slope is the hyperbolic cosine, which is at least 1",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The hyperbolic sine: y = sinh x = (eˣ - e^(-x)) / 2, with y′ = cosh x.
 *
 * @example
 * ```ts
 * evaluate(sinh(constant([0, 1e-20]))).data; // Float64Array [0, 1e-20]
 * ```
 */
export const sinh = unary(sinhOp);
