import { logarithm, splitAny, whereDefined } from "./logarithm.ts";
import type { Real, Vector } from "./real.ts";

/**
 * The natural logarithm (see logarithm.ts).
 *
 * Measured error: @log
 */
export function log(m: Real, x: Vector): Vector {
  return whereDefined(m, x, logarithm(m, splitAny(m, x)));
}
