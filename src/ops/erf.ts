import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const erfOp = elementwise("erf", {
  value: (s, x) => s.erf(x),
  derivative: (s, x) => [s.divide(s.multiply(2, s.exp(s.negate(s.multiply(x, x)))), s.sqrt(Math.PI))],
  explain: {
    latex: (x) => `\\operatorname{erf}\\left(${x}\\right)`,
    symbol: "\\operatorname{erf}",
    says: "takes the error function, the area under a bell curve; its slope is the bell, highest at 0",
    source: "NIST Digital Library of Mathematical Functions, 7.2.1",
  },
  check: { domain: [[-3, 3]] },
});

/**
 * The error function: y = 2/√π ∫₀ˣ e^(-t²) dt, with y′ = 2/√π e^(-x²).
 *
 * @example
 * ```ts
 * evaluate(erf(constant([0]))).data; // Float64Array [0]
 * ```
 */
export const erf = unary(erfOp);
