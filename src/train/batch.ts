import type { Dataset } from "../data/dataset.ts";
import { subset } from "../data/split.ts";

/** Some samples of one dataset. */
export interface BatchPart {
  readonly data: Dataset;
  readonly rows: Int32Array;
}

/** The samples of one step: of one dataset, or of several where a chunk of a stream ends in the middle of the batch. */
export type Batch = readonly BatchPart[];

/** How many samples a batch has. */
export function batchSize(batch: Batch): number {
  return batch.reduce((sum, { rows }) => sum + rows.length, 0);
}

/**
 * Cuts the chunks of an epoch into batches. All but the last are full: what a chunk leaves over begins the batch that the next
 * chunk fills, so the batches are the same however the samples are divided into chunks.
 */
export class BatchCutter {
  readonly #batch: number;
  /** The batch that waits for samples. */
  #begun: BatchPart[] = [];
  #missing: number;
  /** The samples of the epoch that no batch has yet. */
  #left: number;

  /**
   * @param batch the samples of a batch
   * @param size the samples of the epoch
   */
  constructor(batch: number, size: number) {
    this.#batch = batch;
    this.#missing = batch;
    this.#left = size;
  }

  /** The batches that a chunk fills, and where it is the last one also what is left. */
  *cut(data: Dataset, order: Int32Array): Generator<Batch, void, undefined> {
    let start = 0;
    this.#left -= order.length;
    while (start < order.length) {
      const rows = order.subarray(start, start + this.#missing);
      start += rows.length;
      this.#missing -= rows.length;
      const isWhole = this.#missing === 0 || (this.#left === 0 && start === order.length);
      // What waits is copied, so that the chunk itself can go.
      this.#begun.push(isWhole ? { data, rows } : kept(data, rows));
      if (isWhole) yield this.#take();
    }
  }

  #take(): Batch {
    const batch = this.#begun;
    this.#begun = [];
    this.#missing = this.#batch;
    return batch;
  }
}

function kept(data: Dataset, rows: Int32Array): BatchPart {
  return { data: subset(data, rows), rows: Int32Array.from(rows, (_, i) => i) };
}
