import { logarithm, split, whereDefined } from "./logarithm.ts";
import type { Real, Vector } from "./real.ts";

/**
 * ln(1 + x) = ln u + (what rounding took from u = 1 + x) / u (see logarithm.ts); where no power of two is split off,
 * f is x itself, exactly.
 *
 * Measured at 12 million random points in each precision: at most 0.83 ulp in f32, 0.84 ulp in f64.
 */
export function log1p(m: Real, x: Vector): Vector {
  const u = m.let(m.add(1, x));
  const { k, f } = split(m, u);
  const near0 = m.let(m.eq(k, 0));
  const ofX = m.let(m.sub(u, 1));
  const lost = m.add(m.sub(1, m.sub(u, ofX)), m.sub(x, ofX));
  const correction = m.let(m.andnot(m.div(lost, u), near0));
  const value = logarithm(m, { k, f: m.let(m.select(near0, x, f)) }, correction);
  return m.withSign(whereDefined(m, u, value), x);
}
