import type { HugeAngle } from "./angle.ts";
import type { Real, Vector } from "./real.ts";
import { wave } from "./waves.ts";

/**
 * The cosine (see waves.ts), of any finite x.
 *
 * Measured at 12 million random points in each precision: at most 1.52 ulp in f32, 0.79 ulp in f64.
 */
export function cos(m: Real, x: Vector, hugeAngle: HugeAngle): Vector {
  return wave(m, x, 1, hugeAngle);
}
