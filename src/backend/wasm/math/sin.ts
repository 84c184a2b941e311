import type { HugeAngle } from "./angle.ts";
import type { Real, Vector } from "./real.ts";
import { wave } from "./waves.ts";

/**
 * The sine (see waves.ts), of any finite x; -0 stays -0.
 *
 * Measured error: @sin
 */
export function sin(m: Real, x: Vector, hugeAngle: HugeAngle): Vector {
  return m.select(m.eq(x, 0), x, wave(m, x, 0, hugeAngle));
}
