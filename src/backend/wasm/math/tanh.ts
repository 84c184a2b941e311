import { exponential, scaleNormal } from "./exponential.ts";
import type { Precision, Real, Vector } from "./real.ts";

/** Below this the polynomial holds. */
const SMALL = 0.55;

/** From here on the result is 1. */
const LARGE = { f32: 10, f64: 22 } as const;

const P: Readonly<Record<Precision, readonly number[]>> = {
  f32: [-3.333332e-1, 1.3332614e-1, -5.3854924e-2, 2.1081598e-2, -6.287348e-3],
  f64: [
    -0.33333333333333304, 0.13333333333327455, -0.053968253964169856, 0.021869488396165163,
    -0.008863232753940704, 0.0035920934457878604, -0.001455551326784814, 0.0005884772723203416,
    -0.00023346053776129088, 8.342424459113899e-5, -1.955837265848549e-5,
  ],
};

/**
 * tanh x = x + x³P(x²) near 0, else 1 - 2 / (e^2x + 1) (see exponential.ts). The usual form by expm1 has two roundings
 * more. P by Remez' algorithm (scripts/mathCoefficients.py), 2⁻⁵⁷ from the truth in f64, 2⁻²⁸ in f32.
 *
 * Measured at 16 million random points in each precision: at most 1.47 ulp in f32, 1.42 ulp in f64.
 */
export function tanh(m: Real, x: Vector): Vector {
  const magnitude = m.let(m.abs(x));
  const z = m.let(m.mul(x, x));
  const near0 = m.add(magnitude, m.mul(m.mul(magnitude, z), m.polynomial(z, P[m.precision])));
  const double = m.let(m.mul(m.atMost(magnitude, LARGE[m.precision]), 2));
  const { shifted, r, tail } = exponential(m, double);
  const power = scaleNormal(m, m.add(1, m.add(r, tail)), shifted);
  const far = m.sub(1, m.div(2, m.add(power, 1)));
  return m.withSign(m.select(m.lt(magnitude, SMALL), near0, far), x);
}
