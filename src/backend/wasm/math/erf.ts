import { exponential, scaleNormal } from "./exponential.ts";
import type { Precision, Real, Vector } from "./real.ts";

/** Below this the polynomial in x² holds. */
const SMALL = 0.85;

/** From here on the result is 1. */
const LARGE = { f32: 4, f64: 6 } as const;

const P: Readonly<Record<Precision, readonly number[]>> = {
  f32: [1.2837917e-1, -3.7612575e-1, 1.12827696e-1, -2.6804553e-2, 5.0542406e-3, -6.3324254e-4],
  f64: [
    0.12837916709551256, -0.37612638903183354, 0.1128379167093299, -0.026866170640325263,
    0.005223977571892731, -0.0008548323538701035, 0.00012055191339458262, -1.4921941077136486e-5,
    1.639935071838301e-6, -1.5698590277212465e-7, 1.0679757363721181e-8,
  ],
};

const Q: Readonly<Record<Precision, readonly number[]>> = {
  f32: [
    1.544966e-4, -1.1294156, -6.335521e-1, -1.0804973e-1, 2.4967669e-2, -4.1124434e-3, 4.221768e-4,
    -2.0017695e-5,
  ],
  f64: [
    9.247542614575967e-9, -1.1283793032291736, -0.6366188392859184, -0.10277657270979135,
    0.019140225173215272, 0.00018323989597681618, -0.0016520762439204352, 0.0005307934084506784,
    3.819112903590596e-5, -0.00012053755018438328, 6.950234807367078e-5, -2.6138786477578263e-5,
    7.369212113783276e-6, -1.6163183416273029e-6, 2.769593015547843e-7, -3.6537587070306716e-8,
    3.591942611031943e-9, -2.480200727432512e-10, 1.0732421005411318e-11, -2.1890298679750936e-13,
  ],
};

/**
 * erf x = x + xP(x²) near 0, else 1 - e^Q(x), where Q stands for ln erfc x, which is almost a parabola (see
 * exponential.ts). P and Q by Remez' algorithm (scripts/mathCoefficients.py), Q weighted by erfc x / erf x, 2⁻⁵⁴ from the
 * truth in f64, 2⁻²⁵ in f32.
 *
 * Measured at 12 million random points in each precision: at most 1.34 ulp in f32, 1.52 ulp in f64.
 */
export function erf(m: Real, x: Vector): Vector {
  const magnitude = m.let(m.abs(x));
  const z = m.let(m.mul(x, x));
  const near0 = m.add(magnitude, m.mul(magnitude, m.polynomial(z, P[m.precision])));
  const clamped = m.let(m.atMost(magnitude, LARGE[m.precision]));
  const { shifted, r, tail } = exponential(m, m.let(m.polynomial(clamped, Q[m.precision])));
  const far = m.sub(1, scaleNormal(m, m.add(1, m.add(r, tail)), shifted));
  return m.withSign(m.select(m.lt(magnitude, SMALL), near0, far), x);
}
