import type { Dataset } from "../data/dataset.ts";
import { sampleFormat, type DataStream } from "../data/stream.ts";

/** Sums over samples from which cost, accuracy and the confusion matrix follow. */
export class Metrics {
  #total = 0;
  #cost = 0;
  #correct = 0;
  readonly #classes: number;
  readonly #confusion: Int32Array;

  /** @param source whose samples will be added; accuracy exists only where they belong to classes */
  constructor(source: Dataset | DataStream) {
    this.#classes = classCount(source);
    this.#confusion = new Int32Array(this.#classes ** 2);
  }

  /**
   * Adds a batch.
   *
   * @param cost the sum of its samples' costs
   * @param outputs activations, row after row
   * @param targets the same for the targets
   * @param batch how many rows
   */
  add(cost: number, outputs: ArrayLike<number>, targets: ArrayLike<number>, batch: number): void {
    this.#total += batch;
    this.#cost += cost;
    if (this.#classes === 0) return;
    const width = targets.length / batch;
    for (let row = 0; row < batch; row++) {
      const predicted = classOf(outputs, row * width, width);
      const actual = classOf(targets, row * width, width);
      this.#correct += Number(predicted === actual);
      this.#confusion[actual * this.#classes + predicted]!++;
    }
  }

  get total(): number {
    return this.#total;
  }

  /** The mean cost of a sample. */
  get cost(): number {
    return this.#cost / this.#total;
  }

  /** How many samples were put into their class; null for real targets. */
  get correct(): number | null {
    return this.#classes === 0 ? null : this.#correct;
  }

  /** The share of samples put into their class; null for real targets. */
  get accuracy(): number | null {
    return this.#classes === 0 ? null : this.#correct / this.#total;
  }

  /** Row: the true class, column: the predicted one; null for real targets. */
  get confusion(): number[][] | null {
    const n = this.#classes;
    if (n === 0) return null;
    return Array.from({ length: n }, (_, i) => [...this.#confusion.subarray(i * n, (i + 1) * n)]);
  }
}

/** The class that a row of outputs names: the largest one's index, or for a single output whether it is over ½. */
export function classOf(values: ArrayLike<number>, start: number, width: number): number {
  if (width === 1) return Number(values[start]! > 0.5);
  let largest = 0;
  for (let i = 1; i < width; i++) if (values[start + i]! > values[start + largest]!) largest = i;
  return largest;
}

/** How many classes the samples belong to; 0 where they do not. */
function classCount(source: Dataset | DataStream): number {
  const { classes } = sampleFormat(source);
  return classes === undefined ? 0 : Math.max(2, classes.length);
}
