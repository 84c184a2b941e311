import { mix } from "../../parts/paint.ts";
import { channels, colour } from "../../theme/colour.ts";
import type { Grid, Points } from "../protocol.ts";

const SIDE = 512;

/** Paints the class of every place, the line between the classes, the samples, and the point that is asked about. */
export function paintPlane(
  canvas: HTMLCanvasElement,
  grid: Grid,
  points: Points,
  asked: Float32Array | null,
): void {
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext("2d");
  if (context === null) return;
  paintClasses(context, grid);
  const place = (x: number, y: number): [number, number] => [
    (SIDE / 2) * (1 + x / grid.range),
    (SIDE / 2) * (1 - y / grid.range),
  ];
  points.labels.forEach((label, i) => {
    paintSample(context, label, ...place(points.xy[2 * i]!, points.xy[2 * i + 1]!));
  });
  if (asked !== null) paintAsked(context, ...place(asked[0]!, asked[1]!));
}

/** The class at a place, both coordinates as shares of the range. */
export function classAt({ side, outputs, data }: Grid, x: number, y: number): number {
  const column = Math.min(side - 1, Math.floor(((x + 1) / 2) * side));
  const row = Math.min(side - 1, Math.floor(((1 - y) / 2) * side));
  return winner(data, (row * side + column) * outputs, outputs);
}

/** Pale colours, the paler the less sure; where the class changes, a line. */
function paintClasses(context: CanvasRenderingContext2D, grid: Grid): void {
  const { side, outputs } = grid;
  const image = context.createImageData(SIDE, SIDE);
  const [paper, line] = [channels("surface"), channels("ink")];
  const tints = Array.from({ length: outputs }, (_, i) => channels(SERIES[i % SERIES.length]!));
  const classes = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const at = interpolate(
      grid,
      ((i % SIDE) / SIDE) * side - 0.5,
      (Math.floor(i / SIDE) / SIDE) * side - 0.5,
    );
    const best = winner(at, 0, outputs);
    classes[i] = best;
    const rest = at.reduce((most, value, k) => (k === best ? most : Math.max(most, value)), -Infinity);
    const sure = Math.min(1, Math.max(0, at[best]! - (outputs === 1 ? 0.5 : rest)));
    image.data.set([...mix(paper, tints[best]!, 0.08 + 0.3 * sure), 255], 4 * i);
  }
  for (let i = SIDE; i < SIDE * SIDE; i++) {
    const isEdge = classes[i] !== classes[i - SIDE] || (i % SIDE > 0 && classes[i] !== classes[i - 1]);
    if (isEdge) image.data.set([...line, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

const SERIES = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6"];

/** The outputs between four points of the grid. */
function interpolate({ side, outputs, data }: Grid, x: number, y: number): number[] {
  const clamp = (value: number) => Math.min(side - 1.001, Math.max(0, value));
  const [column, row] = [Math.floor(clamp(x)), Math.floor(clamp(y))];
  const [u, v] = [clamp(x) - column, clamp(y) - row];
  return Array.from({ length: outputs }, (_, k) => {
    const at = (r: number, c: number) => data[((row + r) * side + column + c) * outputs + k]!;
    return (1 - v) * ((1 - u) * at(0, 0) + u * at(0, 1)) + v * ((1 - u) * at(1, 0) + u * at(1, 1));
  });
}

function winner(values: ArrayLike<number>, start: number, outputs: number): number {
  let best = 0;
  for (let k = 1; k < outputs; k++) if (values[start + k]! > values[start + best]!) best = k;
  return best;
}

/** A disc for the first class, a cross for the second, rings and squares for more. */
function paintSample(context: CanvasRenderingContext2D, label: number, x: number, y: number): void {
  const size = 4.5;
  context.lineWidth = 2.5;
  context.strokeStyle = context.fillStyle = colour(SERIES[label % SERIES.length]!);
  context.beginPath();
  if (label % 3 === 1) {
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x + size, y - size);
    context.lineTo(x - size, y + size);
    context.stroke();
    return;
  }
  context.arc(x, y, size, 0, 2 * Math.PI);
  if (label % 3 === 0) context.fill();
  else context.stroke();
}

function paintAsked(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.lineWidth = 3;
  context.strokeStyle = colour("ink");
  context.beginPath();
  context.arc(x, y, 11, 0, 2 * Math.PI);
  context.moveTo(x - 18, y);
  context.lineTo(x + 18, y);
  context.moveTo(x, y - 18);
  context.lineTo(x, y + 18);
  context.stroke();
}
