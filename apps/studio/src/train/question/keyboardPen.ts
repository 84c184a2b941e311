import type { Point, Stroke } from "./strokes.ts";

/** A pen that is moved by keys. */
export interface Pen extends Point {
  readonly isDown: boolean;
}

const STEP = 0.04;
const START: Pen = { x: 0.5, y: 0.5, isDown: false };
const WAYS: Partial<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * What a key does to the pen and the drawing: arrows move, space puts down and lifts, Backspace takes a stroke back.
 *
 * @param pen null where it has not been moved yet
 * @returns undefined for keys that mean nothing here
 */
export function movePen(
  pen: Pen | null,
  strokes: readonly Stroke[],
  key: string,
  far: boolean,
): { readonly pen: Pen; readonly strokes: readonly Stroke[] } | undefined {
  const { x, y, isDown } = pen ?? START;
  if (key === " ") {
    return { pen: { x, y, isDown: !isDown }, strokes: isDown ? strokes : [...strokes, [{ x, y }]] };
  }
  if (key === "Backspace") return { pen: { x, y, isDown: false }, strokes: strokes.slice(0, -1) };
  const way = WAYS[key];
  if (way === undefined) return undefined;
  const step = far ? 3 * STEP : STEP;
  const to = { x: inside(x + way.x * step), y: inside(y + way.y * step) };
  const drawn = isDown ? [...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), to]] : strokes;
  return { pen: { ...to, isDown }, strokes: drawn };
}

function inside(value: number): number {
  return Math.min(0.96, Math.max(0.04, value));
}
