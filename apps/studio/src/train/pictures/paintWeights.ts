import { mix } from "../../parts/paint.ts";
import { channels } from "../../theme/colour.ts";
import type { FirstWeights } from "../protocol.ts";

/** Canvas pixels for each weight of a picture, and between two pictures. */
const SCALE = 3;
const GAP = 6;
/** A weight where the inputs are no picture: a column for each neuron, a row for each input. */
const CELL = 24;

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
  const down = Math.ceil(neurons / across);
  canvas.width = across * (columns * cell + gap) - gap;
  canvas.height = down * (rows * cell + gap) - gap;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(canvas.width, canvas.height);
  const [paper, plus, minus] = [channels("surface"), channels("plus"), channels("minus")];
  for (let neuron = 0; neuron < neurons; neuron++) {
    const own = data.subarray(neuron * width, (neuron + 1) * width);
    const most = own.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);
    const left = (neuron % across) * (columns * cell + gap);
    const top = Math.floor(neuron / across) * (rows * cell + gap);
    for (let y = 0; y < rows * cell; y++) {
      for (let x = 0; x < columns * cell; x++) {
        const value = own[Math.floor(y / cell) * columns + Math.floor(x / cell)]!;
        const share = Math.abs(value) / most;
        const isStripe = value < 0 && (x + y) % STRIPES === 0;
        const colour = mix(paper, value < 0 ? minus : plus, isStripe ? share / 4 : share);
        image.data.set([...colour, 255], 4 * ((top + y) * canvas.width + left + x));
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** Canvas pixels from one stripe to the next. */
const STRIPES = 4;
