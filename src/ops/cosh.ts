import { cosh as coshFormula, sinh } from "../expr/formulas.ts";
import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const coshOp = elementwise("cosh", {
  value: (s, x) => coshFormula(s, x),
  derivative: (s, x) => [sinh(s, x)],
  explain: {
    latex: (x) => `\\cosh\\left(${x}\\right)`,
    says: "takes the hyperbolic cosine; its slope is the hyperbolic sine, which is 0 at 0",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The hyperbolic cosine: y = cosh x = (eˣ + e^(-x)) / 2, with y′ = sinh x.
 *
 * @example
 * ```ts
 * evaluate(cosh(constant([0]))).data; // Float64Array [1]
 * ```
 */
export const cosh = unary(coshOp);
