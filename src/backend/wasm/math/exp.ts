import { exponential, scale } from "./exponential.ts";
import type { Real, Vector } from "./real.ts";

/** Beyond these the result is 0 or ∞, and the reduction still holds. */
const RANGE = { f32: { least: -104, most: 89 }, f64: { least: -746, most: 710 } } as const;

/**
 * eˣ = 2ᵏ·eʳ (see exponential.ts).
 *
 * Measured at 16 million random points in each precision: at most 1.01 ulp in f32, 0.87 ulp in f64.
 */
export function exp(m: Real, x: Vector): Vector {
  const { least, most } = RANGE[m.precision];
  const { shifted, r, tail } = exponential(m, m.let(m.atLeast(m.atMost(x, most), least)));
  return scale(m, m.add(1, m.add(r, tail)), shifted);
}
