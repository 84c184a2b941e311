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
  { width: inputs, data }: FirstWeights,
  shape: readonly number[] | null,
): void {
  const neurons = data.length / inputs;
  const [rows, columns] = shape === null ? [inputs, 1] : [shape[0]!, inputs / shape[0]!];
  const [cell, gap] = shape === null ? [CELL, 3] : [SCALE, GAP];
  const across = shape === null ? neurons : Math.min(neurons, Math.ceil(Math.sqrt(neurons * 1.8)));
  const width = across * (columns * cell + gap) - gap;
  const height = Math.ceil(neurons / across) * (rows * cell + gap) - gap;
  // A new size empties a canvas, even where it is the old one.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(width, height);
  // Some hundred thousand pixels several times a second: whole pixels at once, from tables.
  const pixels = new Uint32Array(image.data.buffer);
  const plus = shadesOf("plus", 1);
  const minus = shadesOf("minus", 1);
  const stripe = shadesOf("minus", 0.25);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const own = data.subarray(neuron * inputs, (neuron + 1) * inputs);
    const most = own.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);
    const left = (neuron % across) * (columns * cell + gap);
    const top = Math.floor(neuron / across) * (rows * cell + gap);
    for (let weight = 0; weight < inputs; weight++) {
      const value = own[weight]!;
      const shade = Math.round((SHADES * Math.abs(value)) / most);
      const [x, y] = [left + (weight % columns) * cell, top + Math.floor(weight / columns) * cell];
      if (value >= 0) paintCell(pixels, width, x, y, cell, plus[shade]!, plus[shade]!);
      else paintCell(pixels, width, x, y, cell, minus[shade]!, stripe[shade]!);
    }
  }
  context.putImageData(image, 0, 0);
}

function paintCell(
  pixels: Uint32Array,
  width: number,
  x: number,
  y: number,
  side: number,
  colour: number,
  stripe: number,
): void {
  for (let down = y; down < y + side; down++) {
    for (let right = x; right < x + side; right++) {
      pixels[down * width + right] = (right + down) % STRIPES === 0 ? stripe : colour;
    }
  }
}

/** From paper to a colour, as pixels. */
function shadesOf(token: string, strength: number): Uint32Array {
  const [paper, full] = [channels("surface"), channels(token)];
  const bytes = new Uint8ClampedArray(4 * (SHADES + 1));
  for (let i = 0; i <= SHADES; i++) bytes.set([...mix(paper, full, (strength * i) / SHADES), 255], 4 * i);
  return new Uint32Array(bytes.buffer);
}
