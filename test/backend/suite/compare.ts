import type { HostArray } from "../../../src/tensor/hostArray.ts";
import { formatShape, sameShape } from "../../../src/tensor/shape.ts";

/** The least number of a precision that is not denormal, and the largest. */
export const RANGE = {
  f32: { least: 2 ** -126, most: (2 - 2 ** -23) * 2 ** 127 },
  f64: { least: 2 ** -1022, most: Number.MAX_VALUE },
} as const;

/**
 * Where an engine's numbers are further from the reference's than they may be, in words; undefined where they agree.
 *
 * The error counts relative to the largest number of the array, and to 1: the size of what results are made of.
 * NaN agrees with NaN only, ∞ with itself only.
 */
export function farFrom(actual: HostArray, expected: HostArray, tolerance: number): string | undefined {
  if (!sameShape(actual.shape, expected.shape)) {
    return `shape ${formatShape(actual.shape)} in place of ${formatShape(expected.shape)}`;
  }
  const size = expected.data.reduce(
    (most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most),
    1,
  );
  return worst(actual, expected, tolerance, (a, e) => Math.abs(a - e) / size);
}

/**
 * The same, each element for itself and relative to its own size; what is denormal may be zero. The sign of zero counts.
 *
 * @param precision what the expected numbers are rounded to first
 */
export function farFromEach(
  actual: HostArray,
  expected: HostArray,
  tolerance: number,
  precision: "f32" | "f64",
): string | undefined {
  const round = precision === "f32" ? Math.fround : (x: number): number => x;
  const rounded = { ...expected, data: expected.data.map(round) };
  const { least, most } = RANGE[precision];
  return worst(actual, rounded, tolerance, (a, e) => {
    if (a === 0 && e === 0) return Infinity;
    // Where rounding decides between the largest number and ∞, both are right.
    const near = (x: number): number => Math.sign(x) * Math.min(Math.abs(x), most);
    const [x, y] = Math.max(Math.abs(a), Math.abs(e)) > most * (1 - tolerance) ? [near(a), near(e)] : [a, e];
    return Math.abs(x - y) / Math.max(least, Math.abs(y));
  });
}

function worst(
  actual: HostArray,
  expected: HostArray,
  tolerance: number,
  distance: (a: number, e: number) => number,
): string | undefined {
  let [place, most] = [-1, tolerance];
  expected.data.forEach((e, i) => {
    const a = actual.data[i]!;
    const error = Object.is(a, e) ? 0 : distance(a, e);
    if (Number.isNaN(error) || error > most) [place, most] = [i, Number.isNaN(error) ? Infinity : error];
  });
  if (place < 0) return undefined;
  const [a, e] = [actual.data[place]!, expected.data[place]!].map((x) =>
    Object.is(x, -0) ? "-0" : String(x),
  );
  return `element ${place} of ${formatShape(expected.shape)} is ${a} in place of ${e}, ${most} away`;
}
