import { omitsGuards } from "../expr/formulas.ts";
import { latexBase } from "../expr/latex.ts";
import type { Scalars } from "../expr/scalars.ts";
import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const geluOp = elementwise("gelu", {
  value: (s, z) => {
    // Below -40 the second factor is 0 in float64: holding z there keeps -∞ · 0 away.
    const held = omitsGuards(s) ? z : s.maximum(z, -40);
    return s.multiply(held, normalBelow(s, held));
  },
  derivative: (s, z) => {
    const held = omitsGuards(s) ? z : s.minimum(s.maximum(z, -40), 40);
    const bell = s.exp(s.negate(s.divide(s.multiply(held, held), 2)));
    return [s.add(normalBelow(s, held), s.divide(s.multiply(held, bell), s.sqrt(s.multiply(2, Math.PI))))];
  },
  explain: {
    latex: (z) => `${latexBase(z)} \\, \\Phi\\left(${z}\\right)`,
    binds: "product",
    symbol: "\\operatorname{gelu}",
    says: "weighs a number by the share of a normal distribution that lies below it; a smooth relu that dips below 0 left of 0",
    source: "Hendrycks and Gimpel, Gaussian Error Linear Units, arXiv:1606.08415",
  },
  check: { domain: [[-4, 4]] },
});

/**
 * The Gaussian error linear unit, exact: a = z Φ(z) with Φ(z) = (1 + erf(z/√2)) / 2, and a′ = Φ(z) + z e^(-z²/2) / √(2π).
 *
 * @example
 * ```ts
 * evaluate(gelu(constant([0, 40]))).data; // Float64Array [0, 40]
 * ```
 */
export const gelu = unary(geluOp);

/** Φ(z) = (1 + erf(z/√2)) / 2: how much of the standard normal distribution lies below z. */
function normalBelow<T>(s: Scalars<T>, z: T): T {
  return s.divide(s.add(1, s.erf(s.divide(z, s.sqrt(2)))), 2);
}
