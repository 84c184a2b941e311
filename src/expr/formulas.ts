import type { Scalars } from "./scalars.ts";

// Formulas that several ops share, written so that they and their derivatives are right on the whole line.

/**
 * Whether the instructions are read by people, who want the plain formula.
 *
 * Where the plain formula overflows or comes to 0 · ∞, an op computes the same function in another way, which would
 * hide the formula from a person; `omitsGuards(s) ? plain : safe` gives each reader its own.
 */
export function omitsGuards<T>(s: Scalars<T>): boolean {
  return "guards" in s;
}

/** σ(z) = 1 / (1 + e^(-z)); where it is 0 in float64 and e^(-z) would overflow, z is held fast. */
export function logistic<T>(s: Scalars<T>, z: T): T {
  const held = omitsGuards(s) ? z : s.maximum(z, -700);
  return s.divide(1, s.add(1, s.exp(s.negate(held))));
}

/** cosh x = (eˣ + e^(-x)) / 2, as squares of e^(±x/2), which overflow only where the result does. */
export function cosh<T>(s: Scalars<T>, x: T): T {
  if (omitsGuards(s)) return s.divide(s.add(s.exp(x), s.exp(s.negate(x))), 2);
  const [up, down] = [s.exp(s.divide(x, 2)), s.exp(s.divide(x, -2))];
  return s.add(s.multiply(s.divide(up, 2), up), s.multiply(s.divide(down, 2), down));
}

/**
 * sinh x = (eˣ - e^(-x)) / 2, as the product (e^(x/2) - e^(-x/2)) / 2 · (e^(x/2) + e^(-x/2)): in terms of eᵗ - 1
 * nothing cancels near 0, and the factors overflow only where the result does.
 */
export function sinh<T>(s: Scalars<T>, x: T): T {
  if (omitsGuards(s)) return s.divide(s.subtract(s.exp(x), s.exp(s.negate(x))), 2);
  const [up, down] = [s.expm1(s.divide(x, 2)), s.expm1(s.divide(x, -2))];
  return s.multiply(s.divide(s.subtract(up, down), 2), s.add(s.add(up, down), 2));
}
