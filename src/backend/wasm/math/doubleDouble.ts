import type { Real, Vector } from "./real.ts";

/** A number as the sum of two doubles, the second below the last bit of the first. */
export interface DoubleDouble {
  readonly high: Vector;
  readonly low: Vector;
}

/** a + b where |a| ≥ |b| or a = 0 (T. J. Dekker, A floating-point technique, 1971). */
export function fastSum(m: Real, a: Vector, b: Vector): DoubleDouble {
  const high = m.let(m.add(a, b));
  return { high, low: m.let(m.sub(b, m.sub(high, a))) };
}

/** a·b, exact but for a bit far below the second part's last but one (T. J. Dekker, 1971). */
export function product(m: Real, a: Vector, b: Vector): DoubleDouble {
  const high = m.let(m.mul(a, b));
  const [a1, a2] = halves(m, a);
  const [b1, b2] = halves(m, b);
  const cross = m.add(m.add(m.sub(m.mul(a1, b1), high), m.mul(a1, b2)), m.mul(a2, b1));
  return { high, low: m.let(m.add(cross, m.mul(a2, b2))) };
}

/** a·b of two double-doubles, to about 2⁻¹⁰⁰ of it. */
export function productOf(m: Real, a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = product(m, a.high, b.high);
  const cross = m.add(m.mul(a.high, b.low), m.mul(a.low, b.high));
  return fastSum(m, high, m.let(m.add(low, cross)));
}

/** A double's first 26 bits, and the rest; cutting bits off cannot overflow as Veltkamp's product can. */
function halves(m: Real, a: Vector): readonly [Vector, Vector] {
  const first = m.let(m.and(a, m.bits(~0x7ffffffn)));
  return [first, m.let(m.sub(a, first))];
}
