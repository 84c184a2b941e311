import { exponential, roundingShift, scale, scaleNormal } from "./exponential.ts";
import type { Real, Vector } from "./real.ts";

/** Below the first the result is -1, above the last it is ∞; 2^-exact no longer changes 1. */
const RANGE = {
  f32: { least: -18, exact: 30, most: 89 },
  f64: { least: -40, exact: 60, most: 710 },
} as const;

/**
 * eˣ - 1 = 2ᵏ·((eʳ - 1) + (1 - 2⁻ᵏ)) (see exponential.ts): where k is 0 nothing is added, so that it is exact near 0.
 *
 * Measured at 16 million random points in each precision: at most 1.73 ulp in f32, 1.52 ulp in f64.
 */
export function expm1(m: Real, x: Vector): Vector {
  const { least, exact, most } = RANGE[m.precision];
  const { k, shifted, r, tail } = exponential(m, m.let(m.atLeast(m.atMost(x, most), least)));
  const shrunk = scaleNormal(m, m.number(-1), roundingShift(m, m.neg(m.atMost(k, exact))).shifted);
  const value = scale(m, m.add(m.add(r, tail), m.add(1, shrunk)), shifted);
  return m.withSign(value, x);
}
