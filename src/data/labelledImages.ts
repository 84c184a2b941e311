import { FormatError } from "../util/errors.ts";
import { labelledDataset, type LabelledDataset } from "./dataset.ts";
import { headerLength, readIdx, type IdxArray, type IdxHeader } from "./idx.ts";
import { firstNonFinite, type Table } from "./table.ts";

/**
 * A dataset from a pair of IDX files.
 *
 * @param imagesBytes `[count, …]`, decompressed; unsigned bytes stay bytes and are scaled by 1/255, other types are kept as they are
 * @param labelsBytes `[count]` whole numbers from 0 on
 * @param names.images, names.labels the files' names, for the messages
 * @param names.dataset the dataset's name
 * @param classes the names of the classes or how many there are; as many as the labels need where absent
 * @throws FormatError that names the files and what does not fit
 */
export function labelledImages(
  imagesBytes: Uint8Array,
  labelsBytes: Uint8Array,
  names: PairNames,
  classes?: readonly string[] | number,
): LabelledDataset {
  const images = readIdx(imagesBytes, names.images);
  const labels = readIdx(labelsBytes, names.labels);
  requirePair(images, labels, names);
  return labelledRows(images, labels, names, classes ?? classCount(labelsFrom(labels, names.labels, 0)));
}

/** What a pair of IDX files and the dataset from them are called in messages. */
export interface PairNames {
  readonly images: string;
  readonly labels: string;
  readonly dataset?: string;
}

/** Refuses two IDX files that are not images and as many labels. */
export function requirePair(
  images: Pick<IdxHeader, "shape">,
  labels: Pick<IdxHeader, "shape" | "type">,
  names: PairNames,
): void {
  if (labels.shape.length !== 1) {
    throw new FormatError(
      `${names.labels}: labels must have 1 dimension, got ${labels.shape.length}; is it the file of images?`,
    );
  }
  if (labels.type === "float" || labels.type === "double") {
    throw new FormatError(
      `${names.labels}: labels must be whole numbers, got elements of type ${labels.type}`,
    );
  }
  if (images.shape.length === 1) {
    throw new FormatError(
      `${names.images}: images must have at least 2 dimensions, got 1; is it the file of labels?`,
    );
  }
  if (images.shape[0] !== labels.shape[0]) {
    throw new FormatError(
      `${names.images} and ${names.labels}: must hold equally many samples, got ${images.shape[0]!} images and ` +
        `${labels.shape[0]!} labels; are they from the same set?`,
    );
  }
}

/**
 * A dataset from some rows of a pair of IDX files.
 *
 * @param first which sample of the files is the first of these, for the messages
 */
export function labelledRows(
  images: IdxArray,
  labels: IdxArray,
  names: PairNames,
  classes: readonly string[] | number,
  first = 0,
): LabelledDataset {
  return labelledDataset({
    name: names.dataset ?? names.images,
    inputs: imageTable(images, names.images, first),
    labels: labelsFrom(labels, names.labels, first),
    classes,
    inputShape: images.shape.slice(1),
  });
}

/** A label decides how long every one-hot row is, so one damaged label must not ask for all the memory there is. */
const MOST_CLASSES = 65_536;

function imageTable(images: IdxArray, where: string, first: number): Table {
  const width = images.shape.slice(1).reduce((product, size) => product * size, 1);
  switch (images.type) {
    case "ubyte":
      return { data: images.data, width, scale: 1 / 255 };
    case "float":
    case "double": {
      const bad = firstNonFinite(images.data);
      if (bad >= 0) {
        const elements = first * width + bad;
        const offset = headerLength(images.shape.length) + elements * images.data.BYTES_PER_ELEMENT;
        throw new FormatError(
          `${where}: every number must be finite, got ${images.data[bad]!} at offset ${offset}`,
        );
      }
      return { data: images.data, width, scale: 1 };
    }
    default:
      return { data: Float64Array.from(images.data), width, scale: 1 };
  }
}

/** How many classes the labels need. */
export function classCount(labels: Iterable<number>): number {
  let most = 0;
  for (const label of labels) most = Math.max(most, label);
  return most + 1;
}

/** The labels, if they can be some. */
export function labelsFrom({ type, data }: IdxArray, where: string, first: number): Uint8Array | Int32Array {
  const bad = data.findIndex((label) => label < 0 || label >= MOST_CLASSES);
  if (bad >= 0) {
    throw new FormatError(
      `${where}: labels must be whole numbers from 0 to ${MOST_CLASSES - 1}, got ${data[bad]!} for sample ${first + bad}`,
    );
  }
  return type === "ubyte" ? data : Int32Array.from(data);
}
