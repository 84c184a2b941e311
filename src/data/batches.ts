import { ValueError } from "../util/errors.ts";
import { Random } from "../util/random.ts";

/** The samples of one batch: places `start` to `end` - 1 of the epoch's order. */
export interface BatchRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The order in which an epoch visits the samples: a pure function of its arguments, so a run resumed at epoch 7 goes on
 * exactly as if it had never stopped.
 *
 * @param size the number of samples
 * @param seed the seed of the run
 * @param epoch the number of the epoch, from 0 on
 * @param shuffle false for 0, 1, …, size - 1
 */
export function epochOrder(size: number, seed: number, epoch: number, shuffle: boolean): Int32Array {
  checkWhole("epochOrder", "size", size, 1);
  checkWhole("epochOrder", "epoch", epoch, 0);
  if (!shuffle) return Int32Array.from({ length: size }, (_, i) => i);
  return new Random(seed).stream("shuffle", epoch).permutation(size);
}

/**
 * An epoch cut into batches; the last one is short where `batch` does not divide `size`.
 *
 * @example
 * ```ts
 * batchRanges(5, 2); // [{ start: 0, end: 2 }, { start: 2, end: 4 }, { start: 4, end: 5 }]
 * ```
 */
export function batchRanges(size: number, batch: number): BatchRange[] {
  checkWhole("batchRanges", "size", size, 1);
  checkWhole("batchRanges", "batch", batch, 1);
  return Array.from({ length: Math.ceil(size / batch) }, (_, i) => ({
    start: i * batch,
    end: Math.min(size, (i + 1) * batch),
  }));
}

function checkWhole(where: string, what: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new ValueError(`${where}(): ${what} must be a whole number from ${least} on, got ${value}`);
  }
}
