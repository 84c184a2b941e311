import { ValueError } from "../util/errors.ts";
import { Random } from "../util/random.ts";
import { classNames, inputWidth, targetWidth, type Dataset } from "./dataset.ts";

/** What every sample of a source has. */
export interface SampleFormat {
  /** The number of inputs of a sample. */
  readonly inputWidth: number;
  /** The number of targets of a sample: the number of classes, or of real targets. */
  readonly targetWidth: number;
  /** The names of the classes; undefined for real targets. */
  readonly classes: readonly string[] | undefined;
}

/** Samples that need not fit into memory: each epoch reads them chunk by chunk. */
export interface DataStream extends SampleFormat {
  readonly kind: "stream";
  readonly name: string;
  /** The number of samples, the same in every epoch. */
  readonly size: number;
  /** The samples of one epoch, in chunks of any size. What one `StreamEpoch` gives must be the same each time. */
  readonly chunks: (epoch: StreamEpoch) => AsyncIterable<Dataset>;
}

/** The epoch for which a stream is asked for its chunks. */
export interface StreamEpoch {
  /** From 0. */
  readonly epoch: number;
  /** The seed of the run. */
  readonly seed: number;
  /** Whether the samples may come in another order each epoch. */
  readonly shuffle: boolean;
  /** Ends the reading; for sources that may keep training waiting. */
  readonly signal?: AbortSignal;
}

/**
 * Data to train on that are read while they are needed, instead of all at once.
 *
 * While one chunk trains, the next is asked for already, and never more than that: two chunks are in memory. A batch that a
 * chunk does not fill is filled from the next one, so all batches but the last are full, and without shuffling the size of the
 * chunks changes nothing. With shuffling, the samples of each chunk come in random order; the chunks themselves only where
 * `chunks` sees to it, by `chunkOrder`. Samples that are sorted on disk should be mixed there once.
 *
 * @param parts.name what the data are called in messages
 * @param parts.size the number of samples of an epoch, exactly
 * @param parts.inputWidth the number of inputs of a sample
 * @param parts.classes the names of the classes, or how many there are; every chunk must have the same
 * @param parts.targetWidth instead of classes, the number of real targets of a sample
 * @param parts.chunks gives the chunks of an epoch, each a dataset; closed by `return()` where training ends early
 * @throws ValueError for sizes that are no whole numbers from 1 on
 *
 * @example
 * ```ts
 * const read = (part) =>
 *   Promise.resolve(labelledDataset({ name: `part ${part}`, inputs: tableFromRows([[part], [-part]]), labels: [1, 0], classes: 2 }));
 * const parts = dataStream({
 *   name: "signs",
 *   size: 6,
 *   inputWidth: 1,
 *   classes: 2,
 *   async *chunks(epoch) {
 *     for (const part of chunkOrder(3, epoch)) yield await read(part + 1);
 *   },
 * });
 * const network = createNetwork({ sizes: [1, 2], seed: 1 });
 * for await (const event of train({ network, data: { train: parts }, batch: 4, epochs: 2 })) {
 *   if (event.event === "done") event.epochs; // 2
 * }
 * ```
 */
export function dataStream(
  parts: {
    readonly name: string;
    readonly size: number;
    readonly inputWidth: number;
    readonly chunks: (epoch: StreamEpoch) => AsyncIterable<Dataset>;
  } & (
    | { readonly classes: readonly string[] | number; readonly targetWidth?: undefined }
    | { readonly classes?: undefined; readonly targetWidth: number }
  ),
): DataStream {
  const { name, size, inputWidth, chunks } = parts;
  const where = `stream "${name}"`;
  const classes = parts.classes === undefined ? undefined : classNames(parts.classes, where);
  const targetWidth = classes?.length ?? parts.targetWidth ?? 0;
  for (const [what, value] of Object.entries({ size, inputWidth, targetWidth })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new ValueError(`${where}: ${what} must be a whole number from 1 on, got ${value}`);
    }
  }
  return { kind: "stream", name, size, inputWidth, targetWidth, classes, chunks };
}

/**
 * The order in which an epoch visits the chunks of a source that can begin with any of them: a pure function of its arguments.
 *
 * @param count how many chunks there are
 * @param epoch the epoch, as `chunks` is given it
 * @returns 0 to `count` - 1, in order where the epoch is not to be shuffled
 *
 * @example
 * ```ts
 * chunkOrder(3, { epoch: 0, seed: 1, shuffle: false }); // Int32Array [0, 1, 2]
 * ```
 */
export function chunkOrder(count: number, { epoch, seed, shuffle }: StreamEpoch): Int32Array {
  if (!shuffle) return Int32Array.from({ length: count }, (_, i) => i);
  return new Random(seed).stream("chunks", epoch).permutation(count);
}

/** What the samples of a dataset or a stream have. */
export function sampleFormat(source: Dataset | DataStream): SampleFormat {
  if (source.kind === "stream") return source;
  const classes = source.kind === "labelled" ? source.classes : undefined;
  return { inputWidth: inputWidth(source), targetWidth: targetWidth(source), classes };
}
