import type { Dataset } from "../../src/data/dataset.ts";
import { subset } from "../../src/data/split.ts";
import { dataStream, sampleFormat, type DataStream, type StreamEpoch } from "../../src/data/stream.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { classifier, eventsOf, slices } from "./support.ts";

/** The dataset cut into pieces of the given sizes. */
export function piecesOf(dataset: Dataset, sizes: readonly number[]): Dataset[] {
  let start = 0;
  return sizes.map((size) => {
    const rows = Int32Array.from({ length: size }, (_, i) => start + i);
    start += size;
    return subset(dataset, rows);
  });
}

/** A stream of samples like the dataset's. */
export function streamLike(
  dataset: Dataset,
  chunks: (epoch: StreamEpoch) => AsyncIterable<Dataset>,
  size = dataset.size,
): DataStream {
  const { inputWidth, targetWidth, classes } = sampleFormat(dataset);
  const common = { name: "stream", size, inputWidth, chunks };
  return classes === undefined ? dataStream({ ...common, targetWidth }) : dataStream({ ...common, classes });
}

/** The dataset as a stream of chunks of the given sizes. */
export function streamOf(dataset: Dataset, sizes: readonly number[]): DataStream {
  return streamLike(dataset, async function* () {
    for (const piece of piecesOf(dataset, sizes)) yield await Promise.resolve(piece);
  });
}

/** 23 samples to train on, and how. */
export const samples = slices();
export const withData = (
  source: TrainOptions["data"]["train"],
  more: Partial<TrainOptions> = {},
): TrainOptions => ({
  network: classifier(),
  data: { train: source, test: slices(50, 9) },
  batch: 4,
  epochs: 3,
  learningRate: 0.3,
  ...more,
});

/** The error that training ends with. */
export async function failure(of: TrainOptions): Promise<Error> {
  const error: unknown = await eventsOf(of).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("the training went through");
  return error;
}

/** A stream whose every call is written down, and whose reads can be made to fail. */
export function watchedStream(
  pieces: readonly Dataset[],
  like: Dataset,
  log: string[],
  read: (piece: number) => Promise<Dataset> = (piece) => Promise.resolve(pieces[piece]!),
): DataStream {
  return streamLike(like, () => {
    let next = 0;
    const iterator: AsyncIterator<Dataset, undefined> = {
      async next() {
        const piece = next++;
        if (piece >= pieces.length) return { done: true, value: undefined };
        log.push(`asked for ${piece + 1}`);
        const value = await read(piece);
        log.push(`gave ${piece + 1}`);
        return { done: false, value };
      },
      return() {
        log.push("closed");
        return Promise.resolve({ done: true, value: undefined });
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  });
}
