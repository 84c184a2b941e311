import type { LabelledDataset, TrainTest } from "./dataset.ts";
import { gunzipIfNeeded } from "./gunzip.ts";
import { labelledImages } from "./labelledImages.ts";

/** One of the four files of MNIST as its mirrors have it. */
export interface MnistFile {
  /** The name once decompressed. */
  readonly name: string;
  /** The name to download. */
  readonly download: string;
  /** The size of the download in bytes. */
  readonly size: number;
  /** The digest of the download, in hexadecimal. */
  readonly md5: string;
}

/** Which file is which. */
export type MnistPart = "trainImages" | "trainLabels" | "testImages" | "testLabels";

export type MnistFiles = Readonly<Record<MnistPart, MnistFile>>;

/**
 * The four files.
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", 1998.
 */
export const MNIST_FILES: MnistFiles = {
  trainImages: file("train-images-idx3-ubyte", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
  trainLabels: file("train-labels-idx1-ubyte", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
  testImages: file("t10k-images-idx3-ubyte", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
  testLabels: file("t10k-labels-idx1-ubyte", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
};

export const MNIST_PARTS = ["trainImages", "trainLabels", "testImages", "testLabels"] as const;

/** Where the files can be had, in the order in which they are tried; each ends with a slash. */
export const MNIST_MIRRORS: readonly string[] = [
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
];

/** The names under which a file is looked for: with a dash or a dot before `idx`, decompressed or not. */
export function mnistFileNames({ name }: MnistFile): string[] {
  const dotted = name.replace("-idx", ".idx");
  return [name, dotted, `${name}.gz`, `${dotted}.gz`];
}

/**
 * MNIST from the bytes of its four files, gzipped or not; pixels are scaled to [0, 1] by 1/255.
 *
 * @param bytes the four files
 * @param names what they are called in messages, the official names by default
 * @throws FormatError where a file is damaged, or images and labels differ in number
 */
export async function mnistFromBytes(
  bytes: Readonly<Record<MnistPart, Uint8Array>>,
  names: Partial<Readonly<Record<MnistPart, string>>> = {},
): Promise<TrainTest<LabelledDataset>> {
  const pair = async (images: MnistPart, labels: MnistPart, dataset: string): Promise<LabelledDataset> => {
    const called = { images: nameOf(images), labels: nameOf(labels), dataset };
    const plainImages = await gunzipIfNeeded(bytes[images], called.images);
    const plainLabels = await gunzipIfNeeded(bytes[labels], called.labels);
    return labelledImages(plainImages, plainLabels, called, 10);
  };
  const nameOf = (part: MnistPart): string => names[part] ?? MNIST_FILES[part].name;
  return {
    train: await pair("trainImages", "trainLabels", "mnist train"),
    test: await pair("testImages", "testLabels", "mnist test"),
  };
}

function file(name: string, size: number, md5: string): MnistFile {
  return { name, download: `${name}.gz`, size, md5 };
}
