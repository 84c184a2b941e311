import { logistic, omitsGuards } from "../expr/formulas.ts";
import { latexBase } from "../expr/latex.ts";
import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const siluOp = elementwise("silu", {
  value: (s, z) => {
    // Below -1000 the result is 0 in float64: holding z there keeps -∞ / ∞ away.
    const held = omitsGuards(s) ? z : s.maximum(z, -1000);
    return s.divide(held, s.add(1, s.exp(s.negate(held))));
  },
  derivative: (s, z) => {
    const held = omitsGuards(s) ? z : s.minimum(s.maximum(z, -700), 700);
    const share = logistic(s, held);
    return [s.multiply(share, s.add(1, s.multiply(held, s.subtract(1, share))))];
  },
  explain: {
    latex: (z) => `${latexBase(z)} \\, \\sigma\\left(${z}\\right)`,
    binds: "product",
    symbol: "\\operatorname{silu}",
    says: "weighs a number by its own sigmoid; a smooth relu that dips below 0 left of 0",
    source:
      "Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units for Neural Network Function Approximation in Reinforcement Learning, arXiv:1702.03118",
  },
  check: { domain: [[-6, 6]] },
});

/**
 * The sigmoid-weighted linear unit (swish): a = z σ(z), with a′ = σ(z) (1 + z (1 - σ(z))).
 *
 * @example
 * ```ts
 * evaluate(silu(constant([0, 40]))).data; // Float64Array [0, 40]
 * ```
 */
export const silu = unary(siluOp);
