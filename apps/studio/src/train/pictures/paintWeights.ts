import { mix } from "../../parts/paint.ts";
import { channels } from "../../theme/colour.ts";
import type { FirstWeights } from "../protocol.ts";

/** Canvas pixels for each weight of a picture, and between two pictures. */
const SCALE = 3;
const GAP = 6;
/** A weight where the inputs are no picture: a column for each neuron, a row for each input. */
const CELL = 24;
/** Canvas pixels from one stripe to the next. */
const STRIPES = 4;
/** As many shades as the eye tells apart. */
const SHADES = 64;

/** Paints the weights of each neuron: plus in one colour, minus in another and striped. */
export function paintWeights(
  canvas: HTMLCanvasElement,
  { width, data }: FirstWeights,
  shape: readonly number[] | null,
): void {
  const neurons = data.length / width;
  const [rows, columns] = shape === null ? [width, 1] : [shape[0]!, width / shape[0]!];
  const [cell, gap] = shape === null ? [CELL, 3] : [SCALE, GAP];
  const across = shape === null ? neurons : Math.min(neurons, Math.ceil(Math.sqrt(neurons * 1.8)));
  canvas.width = across * (columns * cell + gap) - gap;
  canvas.height = Math.ceil(neurons / across) * (rows * cell + gap) - gap;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(canvas.width, canvas.height);
  // Some hundred thousand pixels several times a second: whole pixels at once, from tables.
  const pixels = new Uint32Array(image.data.buffer);
  const plus = shadesOf("plus", 1);
  const minus = shadesOf("minus", 1);
  const stripe = shadesOf("minus", 0.25);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const own = data.subarray(neuron * width, (neuron + 1) * width);
    const most = own.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);
    const left = (neuron % across) * (columns * cell + gap);
    const top = Math.floor(neuron / across) * (rows * cell + gap);
    for (let y = 0; y < rows * cell; y++) {
      const row = Math.floor(y / cell) * columns;
      const start = (top + y) * canvas.width + left;
      for (let x = 0; x < columns * cell; x++) {
        const value = own[row + Math.floor(x / cell)]!;
        const shades = value >= 0 ? plus : (x + y) % STRIPES === 0 ? stripe : minus;
        pixels[start + x] = shades[Math.round((SHADES * Math.abs(value)) / most)]!;
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** From paper to a colour, as pixels. */
function shadesOf(token: string, strength: number): Uint32Array {
  const [paper, full] = [channels("surface"), channels(token)];
  const bytes = new Uint8ClampedArray(4 * (SHADES + 1));
  for (let i = 0; i <= SHADES; i++) bytes.set([...mix(paper, full, (strength * i) / SHADES), 255], 4 * i);
  return new Uint32Array(bytes.buffer);
}
