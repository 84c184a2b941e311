import type { Point, Stroke } from "./strokes.ts";

/** The side of a picture of MNIST, and of the box into which the ink is scaled. */
const SIDE = 28;
const BOX = 20;
/** Half the width of a stroke and of its grey edge, in pixels: about those of MNIST's pens. */
const RADIUS = 1.05;
const SOFTNESS = 1.1;

/**
 * A drawing as MNIST would have it: scaled into 20×20 pixels with its proportions kept, and moved by whole pixels until its
 * centre of mass is in the middle of the 28×28.
 *
 * @returns 784 numbers, row after row, from 0 (paper) to 1 (ink); all 0 where nothing was drawn
 * Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition", 1998, section III.A.
 */
export function asMnist(strokes: readonly Stroke[]): Float32Array {
  const pixels = new Float32Array(SIDE * SIDE);
  if (strokes.length === 0) return pixels;
  const ink = drawInBox(fitToBox(strokes));
  const [shiftX, shiftY] = shiftOf(ink);
  for (let y = 0; y < BOX; y++) {
    for (let x = 0; x < BOX; x++) pixels[(y + shiftY) * SIDE + x + shiftX] = ink[y * BOX + x]!;
  }
  return pixels;
}

function fitToBox(strokes: readonly Stroke[]): Point[][] {
  const points = strokes.flat();
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const ends = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const [[left, right], [top, bottom]] = [ends(xs), ends(ys)];
  const free = BOX - 2 * (RADIUS + SOFTNESS / 2);
  // A single dot has no size to be scaled.
  const scale = free / Math.max(right - left, bottom - top, 0.05);
  const place = (value: number, least: number, most: number) =>
    BOX / 2 + scale * (value - (least + most) / 2);
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({ x: place(x, left, right), y: place(y, top, bottom) })),
  );
}

/** Each pixel is as dark as it is near to a stroke. */
function drawInBox(strokes: readonly Stroke[]): Float32Array {
  const segments = strokes.flatMap((stroke) => stroke.map((to, i) => ({ from: stroke[i - 1] ?? to, to })));
  return Float32Array.from({ length: BOX * BOX }, (_, i) => {
    const at = { x: (i % BOX) + 0.5, y: Math.floor(i / BOX) + 0.5 };
    let nearest = Infinity;
    for (const { from, to } of segments) nearest = Math.min(nearest, distance(at, from, to));
    return Math.min(1, Math.max(0, (RADIUS + SOFTNESS / 2 - nearest) / SOFTNESS));
  });
}

function distance(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((at.x - from.x) * dx + (at.y - from.y) * dy) / Math.max(1e-12, dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy);
}

/** Whole pixels that bring the centre of mass to (14, 14), and never so many that the box leaves the picture. */
function shiftOf(ink: Float32Array): [number, number] {
  let [mass, momentX, momentY] = [0, 0, 0];
  ink.forEach((value, i) => {
    mass += value;
    momentX += value * (i % BOX);
    momentY += value * Math.floor(i / BOX);
  });
  const inside = (centre: number) => Math.min(SIDE - BOX, Math.max(0, Math.round(SIDE / 2 - centre)));
  return [inside(momentX / mass), inside(momentY / mass)];
}
