/** A function of one real number, around the point where a slope is asked for: offset 0 is the point itself. */
export type Along = (offset: number) => number;

/** The slope that differences give, and how far it is from the claimed one. */
export interface Slope {
  readonly numeric: number;
  readonly error: number;
  /** At a corner, where the claimed slope lies between the slopes of both sides, which makes it right. */
  readonly kink: boolean;
}

/**
 * The central difference (f(h) - f(-h)) / 2h, compared with a claimed slope.
 *
 * Where the two disagree, smaller steps are tried (a corner may lie within the step), and then whether the point is itself
 * a corner: there the slopes of both sides differ by the same amount however small the step, and any slope between them
 * is right. A mere curve's sides come together as the step shrinks, so a wrong slope on a curve does not pass.
 *
 * @param f the function along one coordinate
 * @param claimed the slope to compare with
 * @param step h, about the cube root of float64's precision times the size of the coordinate
 * @param close how large a difference counts as agreement
 */
export function compareSlope(f: Along, claimed: number, step: number, close: number): Slope {
  let best: Slope = { numeric: Number.NaN, error: Infinity, kink: false };
  for (const h of [step, step / 10, step / 100]) {
    const numeric = (f(h) - f(-h)) / (2 * h);
    const error = Math.abs(numeric - claimed);
    if (!(error >= best.error)) best = { numeric, error, kink: false };
    if (error <= close) return best;
  }
  return corner(f, claimed, step, close) ?? best;
}

/** The verdict at a corner, or undefined where there is none. */
function corner(f: Along, claimed: number, step: number, close: number): Slope | undefined {
  const middle = f(0);
  const sides = (h: number): readonly [left: number, right: number] => [
    (middle - f(-h)) / h,
    (f(h) - middle) / h,
  ];
  const [left, right] = sides(step / 10);
  const [nearLeft, nearRight] = sides(step / 100);
  const jump = Math.abs(right - left);
  const persists = Math.abs(nearRight - nearLeft) > 0.5 * jump && jump > 10 * close;
  if (!persists) return undefined;
  const between = Math.min(left, right) - close <= claimed && claimed <= Math.max(left, right) + close;
  return between ? { numeric: claimed, error: 0, kink: true } : undefined;
}
