import { FormatError } from "../util/errors.ts";
import { labelledDataset, type LabelledDataset } from "./dataset.ts";
import { headerLength, readIdx, type IdxArray } from "./idx.ts";
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
  names: { readonly images: string; readonly labels: string; readonly dataset?: string },
  classes?: readonly string[] | number,
): LabelledDataset {
  const images = readIdx(imagesBytes, names.images);
  const labels = readLabels(labelsBytes, names.labels);
  const inputShape = images.shape.slice(1);
  if (inputShape.length === 0) {
    throw new FormatError(
      `${names.images}: images must have at least 2 dimensions, got 1; is it the file of labels?`,
    );
  }
  if (images.shape[0] !== labels.length) {
    throw new FormatError(
      `${names.images} and ${names.labels}: must hold equally many samples, got ${images.shape[0]!} images and ` +
        `${labels.length} labels; are they from the same set?`,
    );
  }
  const inputs = imageTable(images, names.images);
  return labelledDataset({
    name: names.dataset ?? names.images,
    inputs,
    labels,
    classes: classes ?? classCount(labels),
    inputShape,
  });
}

/** A label decides how long every one-hot row is, so one damaged label must not ask for all the memory there is. */
const MOST_CLASSES = 65_536;

function imageTable(images: IdxArray, where: string): Table {
  const width = images.shape.slice(1).reduce((product, size) => product * size, 1);
  switch (images.type) {
    case "ubyte":
      return { data: images.data, width, scale: 1 / 255 };
    case "float":
    case "double": {
      const bad = firstNonFinite(images.data);
      if (bad >= 0) {
        const offset = headerLength(images.shape.length) + bad * images.data.BYTES_PER_ELEMENT;
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

function classCount(labels: Iterable<number>): number {
  let most = 0;
  for (const label of labels) most = Math.max(most, label);
  return most + 1;
}

function readLabels(bytes: Uint8Array, where: string): Uint8Array | Int32Array {
  const { type, shape, data } = readIdx(bytes, where);
  if (shape.length !== 1) {
    throw new FormatError(
      `${where}: labels must have 1 dimension, got ${shape.length}; is it the file of images?`,
    );
  }
  if (type === "float" || type === "double") {
    throw new FormatError(`${where}: labels must be whole numbers, got elements of type ${type}`);
  }
  const bad = data.findIndex((label) => label < 0 || label >= MOST_CLASSES);
  if (bad >= 0) {
    throw new FormatError(
      `${where}: labels must be whole numbers from 0 to ${MOST_CLASSES - 1}, got ${data[bad]!} for sample ${bad}`,
    );
  }
  return type === "ubyte" ? data : Int32Array.from(data);
}
