import type { Range } from "./scale.ts";

/**
 * At which costs to draw contours: low + (k / n)² (high − low), rounded to few digits.
 *
 * Squares, because a bowl then shows rings at even distances, and the bottom is not left empty.
 *
 * @param count about how many; levels that rounding makes equal are drawn once
 */
export function contourLevels([low, high]: Range, count: number): number[] {
  if (!(high - low > 1e-12 * Math.max(1, Math.abs(high)))) return [];
  const raw = (k: number): number => low + (high - low) * (k / (count + 1)) ** 2;
  const levels = Array.from({ length: count }, (_, k) => {
    const gap = raw(k + 1) - raw(k);
    const unit = 10 ** Math.floor(Math.log10(gap / 2));
    const decimals = Math.max(0, -Math.round(Math.log10(unit)));
    return Number((Math.round(raw(k + 1) / unit) * unit).toFixed(Math.min(decimals, 20)));
  });
  return [...new Set(levels)].filter((level) => level > low && level < high);
}
