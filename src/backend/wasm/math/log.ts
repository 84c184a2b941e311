import { logarithm, splitAny, whereDefined } from "./logarithm.ts";
import type { Real, Vector } from "./real.ts";

/**
 * The natural logarithm (see logarithm.ts).
 *
 * Measured at 8 million random points in each precision: at most 0.83 ulp in f32, 0.84 ulp in f64.
 */
export function log(m: Real, x: Vector): Vector {
  return whereDefined(m, x, logarithm(m, splitAny(m, x)));
}
