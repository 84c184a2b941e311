import { LN_2 } from "./exponential.ts";
import { bitsOf, type Precision, type Real, type Vector } from "./real.ts";

/** A positive normal number as 2ᵏ·(1 + f), where √½ ≤ 1 + f < √2. */
export interface Split {
  readonly k: Vector;
  readonly f: Vector;
}

/** Splits a positive normal number. */
export function split(m: Real, x: Vector): Split {
  const root = bitsOf(m.precision, Math.SQRT1_2);
  const one = bitsOf(m.precision, 1);
  const whole = 2 ** m.fraction;
  // Moved up by 1/√½, the exponent is that of the nearest power of two, and the fraction counts from √½.
  const moved = m.let(m.addBits(x, m.bits(one - root)));
  const exponent = m.or(m.shr(moved, m.fraction), m.bits(bitsOf(m.precision, whole)));
  const fraction = m.and(moved, m.bits((1n << BigInt(m.fraction)) - 1n));
  return {
    k: m.let(m.sub(exponent, whole + m.bias)),
    f: m.let(m.sub(m.addBits(fraction, m.bits(root)), 1)),
  };
}

/** Splits a positive number, denormal or not. */
export function splitAny(m: Real, x: Vector): Split {
  const tiny = m.let(m.lt(x, 2 ** (1 - m.bias)));
  const up = m.fraction + 2;
  const { k, f } = split(m, m.let(m.select(tiny, m.mul(x, 2 ** up), x)));
  return { k: m.let(m.sub(k, m.and(tiny, m.number(up)))), f };
}

const L: Readonly<Record<Precision, readonly number[]>> = {
  f32: [6.6666776e-1, 3.997765e-1, 2.986934e-1],
  f64: [
    0.6666666666666731, 0.3999999999943659, 0.28571428738243176, 0.22222198948561048, 0.18183546695888075,
    0.15314464828697422, 0.14792097750434102,
  ],
};

/**
 * k·ln 2 + ln(1 + f) + correction.
 *
 * With s = f / (2 + f), ln(1 + f) = ln((1 + s)/(1 - s)) = 2s + s³L(s²) = f - f²/2 + s(f²/2 + s²L(s²)); in the last form
 * the largest part is exact (FreeBSD's msun, e_log.c, explains it). L by Remez' algorithm (scripts/mathCoefficients.py),
 * 2⁻⁵⁷ from the truth in f64, 2⁻²⁹ in f32.
 */
export function logarithm(m: Real, { k, f }: Split, correction?: Vector): Vector {
  const ln2 = LN_2[m.precision];
  const s = m.let(m.div(f, m.add(2, f)));
  const z = m.let(m.mul(s, s));
  const half = m.let(m.mul(m.mul(f, 0.5), f));
  const low = m.mul(k, ln2.low);
  const rest = m.mul(s, m.add(half, m.mul(z, m.polynomial(z, L[m.precision]))));
  const small = m.add(rest, correction === undefined ? low : m.add(low, correction));
  return m.sub(m.mul(k, ln2.high), m.sub(m.sub(half, small), f));
}

/** The value where x is positive and finite, and what a logarithm is elsewhere: -∞ at 0, NaN below, x at ∞. */
export function whereDefined(m: Real, x: Vector, value: Vector): Vector {
  const atEdge = m.select(m.eq(x, 0), -Infinity, NaN);
  return m.select(m.gt(x, 0), m.select(m.lt(x, Infinity), value, x), atEdge);
}
