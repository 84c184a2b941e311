import type { HugeAngle } from "./angle.ts";
import type { Real, Vector } from "./real.ts";
import { wave } from "./waves.ts";

/**
 * The cosine (see waves.ts), of any finite x.
 *
 * Measured error: @cos
 */
export function cos(m: Real, x: Vector, hugeAngle: HugeAngle): Vector {
  return wave(m, x, 1, hugeAngle);
}
