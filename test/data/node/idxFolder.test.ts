import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadIdxFolder } from "../../../src/data/node/idxFolder.ts";
import { FormatError } from "../../../src/util/errors.ts";
import { writeBytesIdx } from "../writeIdx.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const trainImages = writeBytesIdx([3, 2, 1], [1, 2, 3, 4, 5, 6]);
const trainLabels = writeBytesIdx([3], [0, 1, 0]);
const testImages = writeBytesIdx([1, 2, 1], [7, 8]);
const testLabels = writeBytesIdx([1], [4]);

async function folderOf(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return folder;
}

describe("loadIdxFolder", () => {
  it("reads both parts, gzipped or not, with the classes that either needs", async () => {
    const folder = await folderOf({
      "train-images-idx3-ubyte.gz": gzipSync(trainImages),
      "train-labels.idx1-ubyte": trainLabels,
      "t10k-images-idx3-ubyte": testImages,
      "t10k-labels-idx1-ubyte.gz": gzipSync(testLabels),
    });
    const { train, test } = await loadIdxFolder(folder);
    expect([...train.inputs.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(train).toMatchObject({ size: 3, inputShape: [2, 1] });
    expect(train.classes).toEqual(["0", "1", "2", "3", "4"]);
    expect(test?.classes).toBe(train.classes);
    expect(test?.size).toBe(1);
  });

  it("reads a folder without a test part, and takes a decompressed file before its .gz", async () => {
    const folder = await folderOf({
      "train-images.idx": trainImages,
      "train-images.idx.gz": Uint8Array.of(0x1f, 0x8b, 1),
      "train-labels.idx": trainLabels,
    });
    expect((await loadIdxFolder(folder)).test).toBeUndefined();
  });

  it("calls the test part t10k or test", async () => {
    const folder = await folderOf({
      "train-images.idx": trainImages,
      "train-labels.idx": trainLabels,
      "test-images.idx": testImages,
      "test-labels.idx": testLabels,
    });
    expect((await loadIdxFolder(folder)).test?.size).toBe(1);
  });

  it("refuses a folder that is missing or lacks a file", async () => {
    const empty = await folderOf({});
    await expect(loadIdxFolder(join(empty, "none"))).rejects.toThrow("cannot read the folder");
    await expect(loadIdxFolder(empty)).rejects.toThrow("got no train-images* among 0 files");
    const half = await folderOf({ "train-images.idx": trainImages });
    await expect(loadIdxFolder(half)).rejects.toThrow("got no train-labels* among 1 files");
  });

  it("refuses test images without labels, and images of another size", async () => {
    const train = { "train-images.idx": trainImages, "train-labels.idx": trainLabels };
    const lone = await folderOf({ ...train, "test-images.idx": testImages });
    await expect(loadIdxFolder(lone)).rejects.toThrow("must come together, got only test-images.idx");
    const wide = await folderOf({
      ...train,
      "test-images.idx": writeBytesIdx([1, 3, 1], [1, 2, 3]),
      "test-labels.idx": testLabels,
    });
    await expect(loadIdxFolder(wide)).rejects.toThrow("images of one size, got 2 and 3 numbers an image");
  });

  it("names the file that is damaged", async () => {
    const folder = await folderOf({
      "train-images.idx": trainImages.subarray(0, 20),
      "train-labels.idx": trainLabels,
    });
    await expect(loadIdxFolder(folder)).rejects.toThrow(FormatError);
    await expect(loadIdxFolder(folder)).rejects.toThrow(join(folder, "train-images.idx"));
  });
});
