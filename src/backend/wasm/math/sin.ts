import type { HugeAngle } from "./angle.ts";
import type { Real, Vector } from "./real.ts";
import { wave } from "./waves.ts";

/**
 * The sine (see waves.ts), of any finite x; -0 stays -0.
 *
 * Measured at 16 million random points in each precision: at most 1.53 ulp in f32, 0.78 ulp in f64.
 */
export function sin(m: Real, x: Vector, hugeAngle: HugeAngle): Vector {
  return m.select(m.eq(x, 0), x, wave(m, x, 0, hugeAngle));
}
