import { epochOrder } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import type { DataStream, StreamEpoch } from "../data/stream.ts";
import { Random } from "../util/random.ts";
import { BatchCutter, type Batch } from "./batch.ts";
import { chunksOf } from "./chunks.ts";

/** Batches that are there without waiting. */
export interface ReadyBatches {
  readonly batches: Iterable<Batch>;
  /** How long it took until they were there, in milliseconds. */
  readonly waited: number;
}

/**
 * The batches of an epoch, in the order in which they train: all at once from a dataset in memory, chunk by chunk from a
 * stream. None where `epoch.signal` is aborted already.
 *
 * @param batch how many samples a batch has; the last one of the epoch has what is left
 */
export async function* epochBatches(
  source: Dataset | DataStream,
  batch: number,
  epoch: StreamEpoch,
): AsyncGenerator<ReadyBatches, void, undefined> {
  if (epoch.signal?.aborted === true) return;
  const cutter = new BatchCutter(batch, source.size);
  let chunk = 0;
  for await (const { data, waited } of chunksOf(source, epoch)) {
    yield { waited, batches: cutter.cut(data, sampleOrder(data.size, epoch, chunk++)) };
  }
}

/**
 * The order of the samples of a chunk, by its place in the epoch. The first chunk has the order that a dataset in memory
 * would have: a stream of one chunk trains just as that does.
 */
function sampleOrder(size: number, { seed, epoch, shuffle }: StreamEpoch, chunk: number): Int32Array {
  if (chunk === 0 || !shuffle) return epochOrder(size, seed, epoch, shuffle);
  return new Random(seed).stream("shuffle", epoch).stream("chunk", chunk).permutation(size);
}
