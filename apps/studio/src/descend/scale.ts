/** Two numbers, the first one smaller. */
export type Range = readonly [low: number, high: number];

/** A window onto the plane of the two parameters. */
export interface Window {
  readonly x: Range;
  readonly y: Range;
}

/** Between the numbers of a parameter and the pixels of a picture. */
export interface Scale {
  readonly toPixel: (value: number) => number;
  readonly toValue: (pixel: number) => number;
}

/** The straight line that takes one range to another; for `y`, give pixels from bottom to top. */
export function linearScale(values: Range, pixels: readonly [number, number]): Scale {
  const slope = (pixels[1] - pixels[0]) / (values[1] - values[0]);
  return {
    toPixel: (value) => pixels[0] + (value - values[0]) * slope,
    toValue: (pixel) => values[0] + (pixel - pixels[0]) / slope,
  };
}

/** The same by powers of ten, for costs and rates that span many of them; both ends must be above 0. */
export function logScale(values: Range, pixels: readonly [number, number]): Scale {
  const { toPixel, toValue } = linearScale([Math.log10(values[0]), Math.log10(values[1])], pixels);
  return { toPixel: (value) => toPixel(Math.log10(value)), toValue: (pixel) => 10 ** toValue(pixel) };
}

/**
 * Round numbers inside a range: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param count about how many are wanted
 */
export function ticks([low, high]: Range, count: number): number[] {
  const step = roundStep((high - low) / count);
  // An end that is itself a round number may miss it by a rounding error.
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiples of 0.1 carry rounding errors; their decimals are known, so those are cut.
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(decimals)));
}

/** The powers of ten inside a range. */
export function logTicks([low, high]: Range): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(`1e${first + i}`));
}

/** The next larger of 1, 2 or 5 times a power of ten. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const leading = step / power;
  return (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10) * power;
}

/** A window of the same shape around the same centre, `factor` times as wide. */
export function zoomed({ x, y }: Window, factor: number): Window {
  return { x: stretched(x, factor), y: stretched(y, factor) };
}

export function contains({ x, y }: Window, at: { readonly x: number; readonly y: number }): boolean {
  return at.x >= x[0] && at.x <= x[1] && at.y >= y[0] && at.y <= y[1];
}

function stretched([low, high]: Range, factor: number): Range {
  const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
  return [middle - half, middle + half];
}
