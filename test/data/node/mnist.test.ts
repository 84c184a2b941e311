import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { MNIST_FILES, MNIST_PARTS, mnistFileNames } from "../../../src/data/mnist.ts";
import { loadMnist } from "../../../src/data/node/mnist.ts";
import { FormatError } from "../../../src/util/errors.ts";
import { writeBytesIdx } from "../writeIdx.ts";
import { files, packed, plain } from "./smallMnist.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** Lays the made-up files into a folder, by default decompressed and under the official names. */
async function lay(folder: string, name = 0, bytes = plain): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const part of MNIST_PARTS)
    await writeFile(join(folder, mnistFileNames(files[part])[name]!), bytes[part]);
  return folder;
}

const offline = { download: false, env: {} };

describe("loadMnist", () => {
  it.each([
    [0, plain],
    [1, plain],
    [2, packed],
    [3, packed],
  ])("reads the four files under the names of form %i", async (name, bytes) => {
    const dataDir = await lay(await temporaryFolder(), name, bytes);
    const { train, test, folder } = await loadMnist({ ...offline, dataDir });
    expect(folder).toBe(dataDir);
    expect([...train.labels, ...test.labels]).toEqual([5, 0, 9, 7, 2]);
    expect(train.inputs.data.slice(0, 3)).toEqual(Uint8Array.of(0, 7, 14));
    expect(train.inputs.scale).toBe(1 / 255);
    expect(train).toMatchObject({ name: "mnist train", size: 3, inputShape: [28, 28] });
    expect(test.classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  });

  it("looks into the subfolder mnist as well", async () => {
    const dataDir = await temporaryFolder();
    const nested = await lay(join(dataDir, "mnist"));
    expect((await loadMnist({ ...offline, dataDir })).folder).toBe(nested);
  });

  it("looks in BACKPROOF_DATA before the cache folder", async () => {
    const named = await temporaryFolder();
    const cacheDir = await lay(await temporaryFolder());
    const options = { download: false, cacheDir, env: { BACKPROOF_DATA: named } };
    expect((await loadMnist(options)).folder).toBe(cacheDir);
    await lay(named);
    expect((await loadMnist(options)).folder).toBe(named);
  });

  it("finds the cache folder by the environment", async () => {
    const base = await temporaryFolder();
    const laid = await lay(join(base, "backproof", "mnist"));
    const env = { XDG_CACHE_HOME: base, LOCALAPPDATA: base };
    expect((await loadMnist({ download: false, env })).folder).toBe(laid);
  });

  it("goes nowhere else where a folder is named and lacks a file", async () => {
    const dataDir = await temporaryFolder();
    const cacheDir = await lay(await temporaryFolder());
    await writeFile(join(dataDir, "train-images-idx3-ubyte"), plain.trainImages);
    const loading = loadMnist({ env: { BACKPROOF_DATA: cacheDir }, cacheDir, dataDir });
    await expect(loading).rejects.toThrow(FormatError);
    await expect(loading).rejects.toThrow(
      `the data folder "${dataDir}": must hold the four files of MNIST, gzipped or not, but lacks ` +
        "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte; put them there",
    );
  });

  it("says which four files to put where it is nowhere", async () => {
    const cacheDir = await temporaryFolder();
    const loading = loadMnist({ ...offline, cacheDir });
    await expect(loading).rejects.toThrow(FormatError);
    for (const part of MNIST_PARTS) await expect(loading).rejects.toThrow(MNIST_FILES[part].download);
    await expect(loading).rejects.toThrow(
      `into "${join(cacheDir, "mnist")}", or name their folder with --data-dir`,
    );
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it("names the file that is damaged, and refuses a label that is no digit", async () => {
    const dataDir = await lay(await temporaryFolder());
    await writeFile(join(dataDir, "t10k-labels-idx1-ubyte"), plain.testLabels.subarray(0, 9));
    await expect(loadMnist({ ...offline, dataDir })).rejects.toThrow(join(dataDir, "t10k-labels-idx1-ubyte"));
    await writeFile(join(dataDir, "t10k-labels-idx1-ubyte"), writeBytesIdx([2], [7, 10]));
    await expect(loadMnist({ ...offline, dataDir })).rejects.toThrow(
      "the label of row 1 must be a whole number from 0 to 9",
    );
  });
});

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const candidates = [process.env["BACKPROOF_DATA"], join(root, "..", "shared", "data")].flatMap((place) =>
  place === undefined || place === "" ? [] : [place, join(place, "mnist")],
);
const there = candidates.find((place) =>
  MNIST_PARTS.every((part) =>
    mnistFileNames(MNIST_FILES[part]).some((name) => existsSync(join(place, name))),
  ),
);

describe("the real MNIST", () => {
  it.skipIf(there === undefined)(
    "has 60,000 and 10,000 digits with the known labels (skipped where MNIST is absent)",
    async () => {
      const { train, test } = await loadMnist({ ...offline, dataDir: there });
      expect([train.size, test.size]).toEqual([60_000, 10_000]);
      expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
      expect([...test.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
      let sum = 0;
      for (const byte of train.inputs.data) sum += byte;
      // The published mean of the scaled training pixels.
      expect(sum / train.inputs.data.length / 255).toBeCloseTo(0.1307, 4);
    },
  );
});
