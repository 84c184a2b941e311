import { f32x4, f64x2 } from "../assembler/floatLanes.ts";
import { i32x4 } from "../assembler/integerLanes.ts";
import { rightAngles, type Angle, type HugeAngle } from "./angle.ts";
import { real, type Precision, type Real, type Vector } from "./real.ts";

const SINE: Readonly<Record<Precision, readonly number[]>> = {
  f32: [-1.6666655e-1, 8.332179e-3, -1.9517269e-4],
  f64: [
    -0.16666666666666632, 0.00833333333332251, -0.0001984126982986205, 2.755731370549649e-6,
    -2.5050759645080314e-8, 1.5896857683975347e-10,
  ],
};

const COSINE: Readonly<Record<Precision, readonly number[]>> = {
  f32: [4.1666646e-2, -1.3887375e-3, 2.4439145e-5],
  f64: [
    0.041666666666666616, -0.0013888888888876074, 2.4801587290536337e-5, -2.7557314622171453e-7,
    2.0875756321271993e-9, -1.1361209027780523e-11,
  ],
};

/**
 * sin(x + turn·π/2): the sine for turn 0, the cosine for turn 1.
 *
 * Of the rest r ≤ π/4 after taking out right angles, sin r = r + r³S(r²) and cos r = 1 - r²/2 + r⁴C(r²); the quadrant
 * says which of the two, and the sign. S and C by Remez' algorithm (scripts/mathCoefficients.py), 2⁻⁵⁷ from the truth in
 * f64, 2⁻²⁷ in f32. In f32 the right angles are taken out in double precision.
 */
export function wave(m: Real, x: Vector, turn: 0 | 1, hugeAngle: HugeAngle): Vector {
  const angle = m.precision === "f64" ? rightAngles(m, x, hugeAngle) : rightAnglesOfSingles(m, x, hugeAngle);
  const { high, low } = angle;
  const quadrant = turn === 0 ? angle.quadrant : m.let(m.addBits(angle.quadrant, m.bits(1n)));
  const z = m.let(m.mul(high, high));
  const half = m.let(m.mul(z, 0.5));

  const cubic = m.mul(m.mul(high, z), m.polynomial(z, SINE[m.precision]));
  const sine = m.add(high, m.add(cubic, m.mul(low, m.sub(1, half))));

  const main = m.let(m.sub(1, half));
  const lost = m.sub(m.sub(1, main), half);
  const fourth = m.mul(m.mul(z, z), m.polynomial(z, COSINE[m.precision]));
  const cosine = m.add(main, m.add(lost, m.sub(fourth, m.mul(high, low))));

  const odd = m.eqBits(m.and(quadrant, m.bits(1n)), m.bits(1n));
  const sign = m.shl(m.and(quadrant, m.bits(2n)), m.precision === "f64" ? 62 : 30);
  return m.xor(m.select(odd, cosine, sine), sign);
}

/** The same for four single precision angles, by way of two doubles twice; the low part is 0. */
function rightAnglesOfSingles(m: Real, x: Vector, hugeAngle: HugeAngle): Angle {
  const double = real(m.f, "f64", m.constants);
  const half = (order: readonly number[]) =>
    rightAngles(double, m.let(f64x2.promote_low_f32x4(f32x4.shuffle(order, x, x))), hugeAngle);
  const lower = half([0, 1, 0, 1]);
  const upper = half([2, 3, 2, 3]);
  return {
    quadrant: m.let(i32x4.shuffle([0, 2, 4, 6], lower.quadrant, upper.quadrant)),
    high: m.let(
      f32x4.shuffle([0, 1, 4, 5], f32x4.demote_f64x2_zero(lower.high), f32x4.demote_f64x2_zero(upper.high)),
    ),
    low: m.number(0),
  };
}
