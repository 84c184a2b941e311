import { ValueError } from "../../util/errors.ts";
import { Random } from "../../util/random.ts";
import { deform } from "./deform.ts";
import { chooseGlyph } from "./glyphs.ts";
import { choosePen } from "./pen.ts";
import { drawStrokes, SIDE } from "./raster.ts";

/** Images with the digit each shows. */
export interface LabelledImages {
  /** `count` × 784 bytes, each image row-major 28×28; 0 is paper, 255 is ink, as in MNIST. */
  readonly images: Uint8Array;
  /** `count` digits, 0 to 9. */
  readonly labels: Uint8Array;
  readonly count: number;
}

/** What {@link digits} draws. */
export interface DigitsOptions {
  /** An integer from 0 to 2^53 - 1; 0 by default. */
  readonly seed?: number;
  /** How many training images; 10,000 by default. */
  readonly train?: number;
  /** How many test images; 2,000 by default. */
  readonly test?: number;
}

const CLASSES = 10;
const PIXELS = SIDE * SIDE;

/**
 * Draws handwritten-looking digits, so that a network can be trained where there is no data set and no network.
 *
 * Every image is drawn from strokes by a hand of its own and scaled and centred as MNIST's are. Image i of a split is a
 * function of the seed, the split and i alone: asking for more images keeps the ones before. In every run of ten
 * images that starts at a multiple of ten, each digit comes once, in random order.
 *
 * @param options seed and counts
 * @returns the two splits, from different random streams
 * @throws ValueError where a count is not an integer from 0 up
 *
 * @example
 * ```ts
 * const { train } = digits({ seed: 1, train: 10, test: 0 });
 * const firstImage = train.images.subarray(0, 784);
 * train.labels.toSorted(); // Uint8Array [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
 * ```
 */
export function digits(options: DigitsOptions = {}): { train: LabelledImages; test: LabelledImages } {
  const { seed = 0, train = 10_000, test = 2_000 } = options;
  checkCount("train", train);
  checkCount("test", test);
  const random = new Random(seed);
  return {
    train: drawSplit(train, random.stream("digits: train")),
    test: drawSplit(test, random.stream("digits: test")),
  };
}

function checkCount(name: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw new ValueError(`digits(): ${name} must be a count of images, an integer from 0 up, got ${count}`);
}

function drawSplit(count: number, split: Random): LabelledImages {
  const images = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let block = 0; block * CLASSES < count; block++) {
    const order = split.stream("order", block).permutation(CLASSES);
    for (let i = block * CLASSES; i < Math.min(count, (block + 1) * CLASSES); i++) {
      const digit = order[i % CLASSES]!;
      labels[i] = digit;
      drawDigit(digit, split.stream("image", i), images.subarray(i * PIXELS, (i + 1) * PIXELS));
    }
  }
  return { images, labels, count };
}

function drawDigit(digit: number, random: Random, target: Uint8Array): void {
  const strokes = deform(chooseGlyph(digit, random), random);
  drawStrokes(strokes, choosePen(random), target);
}
