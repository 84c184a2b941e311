import { bitsOf, type Precision, type Real, type Vector } from "./real.ts";

/**
 * The core of exp and its like: eˣ = 2ᵏ·(1 + r + tail), where |r| ≤ ln 2 / 2 and r + tail is eʳ - 1.
 *
 * x - k·ln 2 is exact in its first part, as ln 2 is split in two (W. J. Cody and W. Waite, Software Manual for the
 * Elementary Functions, 1980, chapter 6); what the second part rounds off returns in the tail. e^r - 1 = r + r²P(r) with
 * P by Remez' algorithm (scripts/mathCoefficients.py), 2⁻⁵⁹ from the truth in f64, 2⁻²⁵ in f32.
 */
export interface Exponential {
  readonly k: Vector;
  /** k as `roundingShift` leaves it, for `scale`. */
  readonly shifted: Vector;
  readonly r: Vector;
  readonly tail: Vector;
}

/** ln 2 in two parts, the first so short that its product with any k is exact. */
export const LN_2: Readonly<Record<Precision, { readonly high: number; readonly low: number }>> = {
  f32: { high: 0.693145751953125, low: 1.428606765330187e-6 },
  f64: { high: 0.6931471803691238, low: 1.9082149292705877e-10 },
};

const P: Readonly<Record<Precision, readonly number[]>> = {
  f32: [4.9999997e-1, 1.6666543e-1, 4.16672e-2, 8.3665205e-3, 1.3882525e-3],
  f64: [
    0.5, 0.16666666666666677, 0.04166666666666651, 0.00833333333332169, 0.0013888888888962331,
    0.00019841269885968938, 2.4801587172587497e-5, 2.7557244371404603e-6, 2.755740261199932e-7,
    2.510897979273993e-8, 2.087533777838546e-9,
  ],
};

/**
 * Reduces x, which must lie in [-800, 800] ([-110, 110] in f32) or be NaN.
 *
 * @param low a small number to add to x, as the second part of a double-double
 */
export function exponential(m: Real, x: Vector, low?: Vector): Exponential {
  const ln2 = LN_2[m.precision];
  const { shifted, whole } = roundingShift(m, m.mul(x, Math.LOG2E));
  const k = m.let(whole);
  const first = m.let(m.sub(x, m.mul(k, ln2.high)));
  const product = m.mul(k, ln2.low);
  const second = m.let(low === undefined ? product : m.sub(product, low));
  const r = m.let(m.sub(first, second));
  const square = m.mul(m.mul(r, r), m.polynomial(r, P[m.precision]));
  const lost = () => m.sub(m.sub(first, r), second);
  // In f32 the rest may round: it costs a tenth of an ulp and saves as much of the time.
  const tail = m.let(m.precision === "f32" ? square : m.add(lost(), square));
  return { k, shifted, r, tail };
}

/** The value times 2ᵏ, k as shifted, in two steps, so that neither 2^1024 nor 2^-1074 is out of reach. */
export function scale(m: Real, value: Vector, shifted: Vector): Vector {
  // The shift's own bits stand so high that half of them is gone too when the exponent is put in its place.
  const half = m.let(m.shr(shifted, 1));
  const rest = m.subBits(shifted, half);
  return m.mul(m.mul(value, powerOf2(m, half)), powerOf2(m, rest));
}

/** The value times 2ᵏ, k as shifted, where 2ᵏ is a normal number. */
export function scaleNormal(m: Real, value: Vector, shifted: Vector): Vector {
  return m.mul(value, powerOf2(m, shifted));
}

/** 2ᵏ, a normal number, for a whole k in the lowest bits of a shifted number. */
function powerOf2(m: Real, shifted: Vector): Vector {
  return m.addBits(m.shl(shifted, m.fraction), m.bits(bitsOf(m.precision, 1)));
}

/**
 * A small number rounded to a whole one: so much is added that its last bit counts ones. The whole number then also
 * stands in the lowest bits, as a two's complement.
 */
export function roundingShift(m: Real, x: Vector): { readonly shifted: Vector; readonly whole: Vector } {
  const shift = 1.5 * 2 ** m.fraction;
  const shifted = m.let(m.add(x, shift));
  return { shifted, whole: m.sub(shifted, shift) };
}
