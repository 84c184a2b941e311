import type { Point } from "./curve.ts";
import type { Pen } from "./pen.ts";

/** The side of an image, in pixels. */
export const SIDE = 28;
/** MNIST scales the ink into a box of this side, keeping its proportions, before centring it. */
const BOX = 20;
/** Where MNIST puts the centre of mass: pixel 14 counted from 0, half a pixel past the middle of the image. */
const CENTRE = SIDE / 2;

/**
 * Draws polylines as MNIST draws its digits: the ink is scaled into 20×20 pixels and moved by whole pixels until its
 * centre of mass is in the middle of the 28×28.
 *
 * @param strokes polylines in any units and place
 * @param target 784 zeros, row-major, to be filled with 0 (paper) to 255 (ink)
 * Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition", 1998, section III.A.
 */
export function drawStrokes(strokes: readonly (readonly Point[])[], pen: Pen, target: Uint8Array): void {
  const ink = new Float64Array(BOX * BOX);
  for (const points of fitToBox(strokes, pen)) drawPolyline(points, pen, ink);
  copyCentred(ink, target);
}

function fitToBox(strokes: readonly (readonly Point[])[], pen: Pen): Point[][] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const points of strokes) {
    for (const { x, y } of points) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const free = BOX - 2 * reach(pen);
  const scale = free / Math.max(right - left, bottom - top);
  const middleX = (left + right) / 2;
  const middleY = (top + bottom) / 2;
  return strokes.map((points) =>
    points.map(({ x, y }) => ({ x: BOX / 2 + scale * (x - middleX), y: BOX / 2 + scale * (y - middleY) })),
  );
}

/** How far from the middle of the line its ink is dark enough to count. */
function reach(pen: Pen): number {
  return pen.radius + pen.softness / 4;
}

function drawPolyline(points: readonly Point[], pen: Pen, ink: Float64Array): void {
  for (let i = 0; i + 1 < points.length; i++) {
    const radius = pen.radius * (1 + pen.swing * Math.sin(pen.phase + 0.25 * i));
    drawSegment(points[i]!, points[i + 1]!, radius, pen, ink);
  }
}

/** Coverage falls from 1 to 0 across the soft edge; where strokes cross, the darker one counts. */
function drawSegment(from: Point, to: Point, radius: number, pen: Pen, ink: Float64Array): void {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const inverseSquare = 1 / Math.max(1e-12, dx * dx + dy * dy);
  const outer = radius + pen.softness / 2;
  const firstRow = firstPixel(Math.min(from.y, to.y) - outer);
  const lastRow = lastPixel(Math.max(from.y, to.y) + outer);
  const firstColumn = firstPixel(Math.min(from.x, to.x) - outer);
  const lastColumn = lastPixel(Math.max(from.x, to.x) + outer);
  for (let row = firstRow; row <= lastRow; row++) {
    const py = row + 0.5 - from.y;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const px = column + 0.5 - from.x;
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) * inverseSquare));
      const ex = px - along * dx;
      const ey = py - along * dy;
      const square = ex * ex + ey * ey;
      if (square >= outer * outer) continue;
      const depth = Math.min(1, (outer - Math.sqrt(square)) / pen.softness);
      const coverage = Math.min(1, pen.darkness * depth * depth * (3 - 2 * depth));
      const pixel = row * BOX + column;
      if (coverage > ink[pixel]!) ink[pixel] = coverage;
    }
  }
}

/** The first pixel whose centre lies past the edge. */
function firstPixel(edge: number): number {
  return Math.max(0, Math.ceil(edge - 0.5));
}

function lastPixel(edge: number): number {
  return Math.min(BOX - 1, Math.floor(edge - 0.5));
}

function copyCentred(ink: Float64Array, target: Uint8Array): void {
  let [mass, momentX, momentY] = [0, 0, 0];
  for (let row = 0; row < BOX; row++) {
    for (let column = 0; column < BOX; column++) {
      const value = ink[row * BOX + column]!;
      mass += value;
      momentX += value * column;
      momentY += value * row;
    }
  }
  const shiftX = shiftInside(CENTRE - momentX / mass);
  const shiftY = shiftInside(CENTRE - momentY / mass);
  for (let row = 0; row < BOX; row++) {
    for (let column = 0; column < BOX; column++) {
      target[(row + shiftY) * SIDE + column + shiftX] = Math.round(255 * ink[row * BOX + column]!);
    }
  }
}

/** Whole pixels, and never so many that the box leaves the image. */
function shiftInside(shift: number): number {
  return Math.min(SIDE - BOX, Math.max(0, Math.round(shift)));
}
