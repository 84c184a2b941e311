import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { FormatError } from "../../util/errors.ts";
import type { LabelledDataset } from "../dataset.ts";
import { gunzipIfNeeded } from "../gunzip.ts";
import { labelledImages } from "../labelledImages.ts";
import { readBytes } from "./files.ts";
import { reasonOf } from "./reason.ts";

/** What a folder of IDX files holds: samples to train on, and others to test on where it has them. */
export interface IdxFolder {
  readonly train: LabelledDataset;
  readonly test: LabelledDataset | undefined;
}

/**
 * Datasets from a folder of IDX files, gzipped or not: `train-images*` and `train-labels*`, and where they are there
 * `t10k-images*` or `test-images*` and their labels. Both parts have the classes that either needs.
 *
 * @throws FormatError where a file is missing or damaged
 */
export async function loadIdxFolder(folder: string): Promise<IdxFolder> {
  const names = await listFolder(folder);
  const trainImages = findFile(names, ["train-images"]);
  const trainLabels = findFile(names, ["train-labels"]);
  if (trainImages === undefined || trainLabels === undefined) {
    const missing = trainImages === undefined ? "train-images*" : "train-labels*";
    throw new FormatError(
      `${folder}: a folder of IDX files must hold train-images* and train-labels*, got no ${missing} among ${names.length} files; check the path`,
    );
  }
  const testImages = findFile(names, ["t10k-images", "test-images"]);
  const testLabels = findFile(names, ["t10k-labels", "test-labels"]);
  if ((testImages === undefined) !== (testLabels === undefined)) {
    throw new FormatError(
      `${folder}: test images and test labels must come together, got only ${(testImages ?? testLabels)!}; add the other or take it away`,
    );
  }
  const set = basename(folder);
  const read = (images: string, labels: string, part: string, classes?: number): Promise<LabelledDataset> =>
    readPair(join(folder, images), join(folder, labels), `${set} ${part}`, classes);
  const train = await read(trainImages, trainLabels, "train");
  if (testImages === undefined || testLabels === undefined) return { train, test: undefined };
  const test = await read(testImages, testLabels, "test");
  const classes = train.classes.length > test.classes.length ? train.classes : test.classes;
  if (train.inputs.width !== test.inputs.width) {
    throw new FormatError(
      `${folder}: ${trainImages} and ${testImages} must hold images of one size, got ` +
        `${train.inputs.width} and ${test.inputs.width} numbers an image`,
    );
  }
  return { train: { ...train, classes }, test: { ...test, classes } };
}

async function readPair(
  images: string,
  labels: string,
  dataset: string,
  classes?: number,
): Promise<LabelledDataset> {
  const imagesBytes = await gunzipIfNeeded(await readBytes(images), images);
  const labelsBytes = await gunzipIfNeeded(await readBytes(labels), labels);
  return labelledImages(imagesBytes, labelsBytes, { images, labels, dataset }, classes);
}

/** The shortest fitting name first: a decompressed file before its `.gz`. */
function findFile(names: readonly string[], prefixes: readonly string[]): string | undefined {
  const fitting = names.filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  return fitting.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new FormatError(`cannot read the folder "${folder}": ${reasonOf(error)}; check the path`, {
      cause: error,
    });
  }
}
