import type { HostArray } from "../../src/tensor/hostArray.ts";
import { formatShape, sameShape } from "../../src/tensor/shape.ts";

/**
 * Where two arrays differ most, in words; undefined where they agree.
 *
 * NaN agrees with NaN only, ∞ with itself only; with tolerance 0 the sign of zero counts too.
 *
 * @param tolerance how far elements may be apart, relative to the larger of 1 and the expected element
 */
export function difference(actual: HostArray, expected: HostArray, tolerance: number): string | undefined {
  if (!sameShape(actual.shape, expected.shape)) {
    return `shape ${formatShape(actual.shape)} in place of ${formatShape(expected.shape)}`;
  }
  const errors = expected.data.map((e, i) => errorOf(actual.data[i]!, e));
  const worst = errors.reduce((best, error, i) => (error > errors[best]! ? i : best), 0);
  if (errors.length === 0 || errors[worst]! <= tolerance) return undefined;
  const [a, e] = [actual.data[worst]!, expected.data[worst]!].map((x) =>
    Object.is(x, -0) ? "-0" : String(x),
  );
  return `element ${worst} of ${formatShape(expected.shape)} is ${a} in place of ${e}, ${errors[worst]} away`;
}

function errorOf(actual: number, expected: number): number {
  if (Object.is(actual, expected)) return 0;
  // The least that is more than nothing: only a tolerance of 0 sees it.
  if (actual === expected) return Number.MIN_VALUE;
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  return Number.isNaN(error) ? Infinity : error;
}
