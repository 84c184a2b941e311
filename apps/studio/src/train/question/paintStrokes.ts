import type { Pen } from "./keyboardPen.ts";
import type { Stroke } from "./strokes.ts";

/** Pixels of the canvas: enough for sharp lines on fine screens. */
const SIDE = 560;
const LINE = SIDE / 13;

/** Paints a drawing, and where the keyboard's pen is: a ring while it is up, a disc while it is down. */
export function paintStrokes(
  canvas: HTMLCanvasElement,
  strokes: readonly Stroke[],
  pen: Pen | null,
  colours: { readonly ink: string; readonly pen: string },
): void {
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = LINE;
  context.strokeStyle = colours.ink;
  for (const stroke of strokes) {
    context.beginPath();
    // A line to itself is a dot.
    for (const { x, y } of [stroke[0]!, ...stroke]) context.lineTo(x * SIDE, y * SIDE);
    context.stroke();
  }
  if (pen === null) return;
  context.beginPath();
  context.arc(pen.x * SIDE, pen.y * SIDE, LINE / 2, 0, 2 * Math.PI);
  context.lineWidth = 5;
  context.strokeStyle = context.fillStyle = colours.pen;
  context.stroke();
  if (pen.isDown) context.fill();
}
