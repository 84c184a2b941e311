import { basename } from "node:path";
import { ValueError } from "../../util/errors.ts";
import type { LabelledDataset } from "../dataset.ts";
import { classCount, labelledRows, labelsFrom, requirePair, type PairNames } from "../labelledImages.ts";
import { chunkOrder, dataStream, type DataStream, type StreamEpoch } from "../stream.ts";
import { IdxRows } from "./idxRows.ts";

export interface IdxStreamOptions {
  /** How many samples a chunk has; by default as many as 64 MiB hold. Two chunks are in memory at a time. */
  readonly chunk?: number;
  /** The names of the classes or how many there are; by default as many as the labels need, which reads them all once. */
  readonly classes?: readonly string[] | number;
  /** What the data are called in messages; the images' file by default. */
  readonly name?: string;
}

/**
 * A pair of IDX files to train on, of any size: each epoch reads them chunk by chunk, and holds them open for just as long.
 *
 * Chunks of plain files come in random order where training shuffles. Gzipped files can only be read from the beginning to the
 * end: their chunks come in order, and only the samples of each are shuffled.
 *
 * @param images the path of the images: `[count, …]`; unsigned bytes stay bytes and are scaled by 1/255
 * @param labels the path of the labels: `[count]` whole numbers from 0 on
 * @throws FormatError that names the file and the offset of what is wrong: at once, or when it is met while training
 * @throws ValueError for a chunk of no samples, or of 2 GiB
 *
 * @example
 * ```ts no-run: needs files
 * const data = { train: await streamIdxFiles("big-images.idx", "big-labels.idx", { classes: 10 }) };
 * for await (const event of train({ network, data })) console.log(event);
 * ```
 */
export async function streamIdxFiles(
  images: string,
  labels: string,
  options: IdxStreamOptions = {},
): Promise<DataStream> {
  const { name = basename(images) } = options;
  const names = { images, labels, dataset: name };
  const pair = await openPair(names);
  try {
    const { count: size, rowSize, header } = pair.images;
    const chunk = checkChunk(options.chunk ?? defaultChunk(rowSize), rowSize);
    const classes = options.classes ?? (await countClasses(pair.labels, labels));
    const stream = dataStream({
      name,
      size,
      inputWidth: rowSize / header.elementSize,
      classes,
      chunks: (epoch) => chunks(names, stream.classes!, chunk, epoch),
    });
    return stream;
  } finally {
    await closePair(pair);
  }
}

interface Pair {
  readonly images: IdxRows;
  readonly labels: IdxRows;
}

async function* chunks(
  names: PairNames,
  classes: readonly string[],
  chunk: number,
  epoch: StreamEpoch,
): AsyncGenerator<LabelledDataset, void, undefined> {
  const pair = await openPair(names);
  try {
    const { images, labels } = pair;
    const shuffle = epoch.shuffle && images.isSeekable && labels.isSeekable;
    for (const i of chunkOrder(Math.ceil(images.count / chunk), { ...epoch, shuffle })) {
      const first = i * chunk;
      const count = Math.min(chunk, images.count - first);
      const dataset = `${names.dataset ?? names.images}, samples from ${first} on`;
      yield labelledRows(
        await images.read(first, count),
        await labels.read(first, count),
        { ...names, dataset },
        classes,
        first,
      );
    }
  } finally {
    await closePair(pair);
  }
}

const CHUNK_BYTES = 2 ** 26;

/** The most that Node reads at once. */
const MOST_CHUNK_BYTES = 2 ** 31 - 1;

function defaultChunk(rowSize: number): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / rowSize));
}

function checkChunk(chunk: number, rowSize: number): number {
  if (!Number.isSafeInteger(chunk) || chunk < 1) {
    throw new ValueError(`streamIdxFiles(): chunk must be a whole number from 1 on, got ${chunk}`);
  }
  if (chunk * rowSize > MOST_CHUNK_BYTES) {
    throw new ValueError(
      `streamIdxFiles(): a chunk must have less than 2 GiB, got ${chunk} samples of ${rowSize} bytes; take fewer samples`,
    );
  }
  return chunk;
}

async function countClasses(labels: IdxRows, where: string): Promise<number> {
  let classes = 0;
  const some = defaultChunk(labels.rowSize);
  for (let first = 0; first < labels.count; first += some) {
    const rows = await labels.read(first, Math.min(some, labels.count - first));
    classes = Math.max(classes, classCount(labelsFrom(rows, where, first)));
  }
  return classes;
}

async function openPair(names: PairNames): Promise<Pair> {
  const opened: IdxRows[] = [];
  try {
    const images = await IdxRows.open(names.images);
    opened.push(images);
    const labels = await IdxRows.open(names.labels);
    opened.push(labels);
    requirePair(images.header, labels.header, names);
    return { images, labels };
  } catch (error) {
    await Promise.all(opened.map((rows) => rows.close()));
    throw error;
  }
}

async function closePair({ images, labels }: Pair): Promise<void> {
  await Promise.all([images.close(), labels.close()]);
}
