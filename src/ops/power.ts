import { omitsGuards } from "../expr/formulas.ts";
import { latexBase } from "../expr/latex.ts";
import { elementwise } from "../graph/op.ts";
import { binary } from "./functions.ts";

export const powerOp = elementwise("power", {
  value: (s, x, exponent) => s.power(x, exponent),
  derivative: (s, x, exponent, y) => {
    const less1 = s.subtract(exponent, 1);
    if (omitsGuards(s)) return [s.multiply(exponent, s.power(x, less1)), s.multiply(y, s.log(x))];
    // What would be 0 · ∞ is 0: x⁰ is flat at 0 too, and where y is 0 it stays so when the exponent changes.
    const bothZero = s.equal(s.add(s.abs(x), s.abs(exponent)), 0);
    const base = s.select(bothZero, 1, s.select(s.equal(y, 0), 1, x));
    return [s.multiply(exponent, s.power(x, s.select(bothZero, 0, less1))), s.multiply(y, s.log(base))];
  },
  explain: {
    latex: (x, exponent) => `${latexBase(x)}^{${exponent}}`,
    says: "raises a number to a power; the base's gradient is scaled by the exponent, the exponent's by the logarithm of the base",
  },
  check: {
    domain: [
      [0.5, 3],
      [-2, 3],
    ],
  },
});

/**
 * A power, element by element: y = xⁿ, with ∂y/∂x = n xⁿ⁻¹ and ∂y/∂n = y ln x.
 *
 * At 0⁰ = 1 both derivatives count as 0. The exponent has no derivative (NaN) where x is negative.
 *
 * @example
 * ```ts
 * evaluate(power(constant([3, 4]), 2)).data; // Float64Array [9, 16]
 * ```
 */
export const power = binary(powerOp);
