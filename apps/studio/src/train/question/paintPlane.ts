import { mix } from "../../parts/paint.ts";
import { channels, colour } from "../../theme/colour.ts";
import type { Grid, Points } from "../protocol.ts";
import { contourOf, winner } from "./planeClasses.ts";

const SIDE = 512;
const SERIES = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6"];

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
  paintContour(context, grid);
  const place = (x: number, y: number): [number, number] => [
    (SIDE / 2) * (1 + x / grid.range),
    (SIDE / 2) * (1 - y / grid.range),
  ];
  points.labels.forEach((label, i) => {
    paintSample(context, label, ...place(points.xy[2 * i]!, points.xy[2 * i + 1]!));
  });
  if (asked !== null) paintAsked(context, ...place(asked[0]!, asked[1]!));
}

/** Pale colours, the paler the less sure; a small picture, which the browser scales up smoothly. */
function paintClasses(context: CanvasRenderingContext2D, { side, outputs, data }: Grid): void {
  const small = new OffscreenCanvas(side, side);
  const image = new ImageData(side, side);
  const paper = channels("surface");
  const tints = SERIES.map((token) => channels(token));
  for (let i = 0; i < side * side; i++) {
    const { best, margin } = winner(data, i * outputs, outputs);
    const sure = Math.min(1, Math.max(0, margin));
    image.data.set([...mix(paper, tints[best % tints.length]!, 0.08 + 0.3 * sure), 255], 4 * i);
  }
  small.getContext("2d")!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, SIDE, SIDE);
}

function paintContour(context: CanvasRenderingContext2D, grid: Grid): void {
  const scale = SIDE / grid.side;
  context.lineWidth = 2.5;
  context.lineCap = "round";
  context.strokeStyle = colour("ink");
  context.beginPath();
  for (const [x1, y1, x2, y2] of contourOf(grid)) {
    context.moveTo(scale * x1, scale * y1);
    context.lineTo(scale * x2, scale * y2);
  }
  context.stroke();
}

/** A disc for the first class, a cross for the second, a ring for the third. */
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
