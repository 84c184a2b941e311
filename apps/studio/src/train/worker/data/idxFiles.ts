import { FormatError, type LabelledDataset, type TrainTest } from "backproof";
import { gunzipIfNeeded, labelledImages, readIdx, splitDataset } from "backproof/data";

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface IdxFile extends NamedBytes {
  readonly holds: "images" | "labels";
  readonly isTest: boolean;
}

/**
 * Pictures and labels from IDX files in any order, gzipped or not: two files, of which a sixth becomes the test set, or four as
 * MNIST has them.
 *
 * @throws FormatError where files are missing, damaged or do not belong together
 */
export async function readIdxFiles(files: readonly NamedBytes[]): Promise<TrainTest<LabelledDataset>> {
  const found = await Promise.all(files.map(identify));
  const pick = (holds: IdxFile["holds"], isTest: boolean) =>
    found.find((file) => file.holds === holds && file.isTest === isTest);
  const pair = (isTest: boolean): LabelledDataset | null => {
    const [images, labels] = [pick("images", isTest), pick("labels", isTest)];
    if (images === undefined && labels === undefined) return null;
    const part = isTest ? "test" : "training";
    if (images === undefined || labels === undefined) {
      throw new FormatError(
        `IDX files: the ${part} set needs images and labels, got only ${(images ?? labels)!.name}; drop both together`,
      );
    }
    const names = { images: images.name, labels: labels.name, dataset: `${part} set` };
    return labelledImages(images.bytes, labels.bytes, names);
  };
  const [train, test] = [pair(false), pair(true)];
  if (train === null)
    throw new FormatError("IDX files: there must be training images and labels, got test files only");
  return test === null ? splitDataset(train, 1 / 6, 0) : { train, test };
}

/** Whether a file begins as IDX or gzip does. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  return (bytes[0] === 0 && bytes[1] === 0) || (bytes[0] === 0x1f && bytes[1] === 0x8b);
}

async function identify({ name, bytes }: NamedBytes): Promise<IdxFile> {
  const plain = await gunzipIfNeeded(bytes, name);
  const { shape } = readIdx(plain, name);
  const isTest = /t10k|test/i.test(name);
  return { name, bytes: plain, holds: shape.length === 1 ? "labels" : "images", isTest };
}
