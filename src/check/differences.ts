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
 * Where the two disagree, smaller steps are tried (a corner may lie within the step), and then each side of the point for
 * itself. At a corner the two sides differ by the same amount however small the step, and any slope between them is right;
 * beside a corner the side that does not reach it is right. On a smooth curve, however strongly bent, both sides give the
 * same slope, so a wrong one does not pass.
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
  return atCorner(f, claimed, step, close) ?? best;
}

/** The verdict at a corner or right beside one; undefined where the claimed slope is wrong there too. */
function atCorner(f: Along, claimed: number, step: number, close: number): Slope | undefined {
  const [left, right] = [oneSided(f, -step / 10), oneSided(f, step / 10)];
  const jump = Math.abs(right - left);
  const nearJump = Math.abs(oneSided(f, step / 100) - oneSided(f, -step / 100));
  // Rounding grows as the step shrinks, and so does the slope across a jump of f; a corner's jump in slope stays.
  const persists = jump > 10 * close && nearJump > jump / 2 && nearJump < jump * 2;
  const between = Math.min(left, right) - close <= claimed && claimed <= Math.max(left, right) + close;
  if (persists && between) return { numeric: claimed, error: 0, kink: true };
  const side = [left, right].find((slope) => Math.abs(slope - claimed) <= close);
  return side === undefined ? undefined : { numeric: side, error: Math.abs(side - claimed), kink: false };
}

/** The slope at 0 from one side only, exact on parabolas: (4 f(h) - f(2h) - 3 f(0)) / 2h; from the left where h < 0. */
function oneSided(f: Along, h: number): number {
  return (4 * f(h) - f(2 * h) - 3 * f(0)) / (2 * h);
}
