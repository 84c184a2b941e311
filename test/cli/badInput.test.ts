import { chmod, mkdir, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { getuid } from "node:process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { writeIdxFolder, writeNetwork } from "./files.ts";
import { run } from "./run.ts";

/** Makes a bad input in a folder and gives the arguments to meet it with. */
type Case = (folder: string) => Promise<readonly string[]> | readonly string[];

const csv =
  (text: string): Case =>
  async (folder) => {
    await writeFile(join(folder, "data.csv"), text);
    return ["train", "data.csv", "--out", "out.json"];
  };

const network =
  (change: (layers: Layers) => void): Case =>
  async (folder) => {
    await writeNetwork(folder, (file) => {
      change(file.layers as unknown as Layers);
      return file;
    });
    return ["train", "net.json", "--out", "out.json"];
  };

interface Layers extends Array<{ weights: unknown[]; bias: unknown; activation: string }> {
  1: { weights: unknown[]; bias: unknown; activation: string };
}

const idx =
  (change: (folder: string) => Promise<unknown>): Case =>
  async (folder) => {
    const path = await writeIdxFolder(folder);
    await change(path);
    return ["train", "idx", "--out", "out.json"];
  };

describe("a bad input exits with 2, names the place, prints nothing on stdout and writes nothing", () => {
  it.each<[string, Case, RegExp]>([
    [
      "IDX images cut off",
      idx((path) => truncate(join(path, "train-images-idx3-ubyte"), 25)),
      /idx\/train-images-idx3-ubyte: needs 16 bytes at offset 16/,
    ],
    [
      "IDX labels with a wrong magic number",
      idx(async (path) => {
        const file = join(path, "train-labels-idx1-ubyte");
        const bytes = await readFile(file);
        bytes[0] = 0x50;
        await writeFile(file, bytes);
      }),
      /idx\/train-labels-idx1-ubyte: /,
    ],
    [
      "more IDX labels than images",
      async (folder) => {
        await writeIdxFolder(folder, { labels: [0, 1, 2, 0, 1] });
        return ["train", "idx", "--out", "out.json"];
      },
      /must hold equally many samples, got 4 images and 5 labels/,
    ],
    [
      "a folder that holds no IDX files",
      () => ["train", ".", "--no-out"],
      /must hold train-images\* and train-labels\*/,
    ],
    [
      "CSV rows of different lengths",
      csv("1,2,a\n3,4,b\n5,6\n"),
      /data\.csv, line 3: must have 3 columns .* got 2/,
    ],
    [
      "text in a column of numbers",
      csv("x,y,k\n1,2,a\n3,oops,b\n"),
      /data\.csv, line 3, column "y": .*"oops"/,
    ],
    ["an empty CSV file", csv(""), /data\.csv: must hold at least one row/],
    ["a CSV file of one row", csv("1,2,a\n"), /needs at least 2 samples/],
    [
      "weights of a wrong length",
      network((layers) => (layers[1].weights[3] = [1, 2])),
      /net\.json: layers\[1\]\.weights\[3\] must have 4 numbers/,
    ],
    [
      "an unknown activation",
      network((layers) => (layers[1].activation = "sigmod")),
      /net\.json: layers\[1\]\.activation must be one of .*"sigmod"; did you mean "sigmoid"\?/,
    ],
    [
      "null where a NaN was written",
      network((layers) => (layers[1].weights[2] = [0, null, 0, 0])),
      /net\.json: layers\[1\]\.weights\[2\]\[1\] must be a finite number, got null/,
    ],
    [
      "NaN in the text",
      async (folder) => {
        const path = await writeNetwork(folder);
        await writeFile(path, (await readFile(path, "utf8")).replace(/-?\d\.\d+/, "NaN"));
        return ["train", "net.json", "--out", "out.json"];
      },
      /net\.json, line 1, column \d+: .*NaN/,
    ],
    [
      "a network file cut off",
      async (folder) => {
        await truncate(await writeNetwork(folder), 200);
        return ["train", "net.json", "--out", "out.json"];
      },
      /net\.json, line 1, column \d+: .*was the file cut off\?/,
    ],
    [
      "a network file without samples",
      async (folder) => {
        await writeNetwork(folder, ({ layers }) => ({ layers }));
        return ["train", "net.json", "--out", "out.json"];
      },
      /net\.json: must have input and target/,
    ],
    [
      "a network for other data",
      async (folder) => {
        await writeNetwork(folder);
        return [
          "train",
          "digits",
          "--train",
          "10",
          "--test",
          "10",
          "--init",
          "net.json",
          "--out",
          "out.json",
        ];
      },
      /the network has 6 inputs, but each sample of "digits train" has 784/,
    ],
    [
      "a missing file",
      () => ["train", "none.json", "--out", "out.json"],
      /cannot read "none\.json": no such file/,
    ],
    ["a missing network", () => ["evaluate", "none.json", "--data", "digits"], /cannot read "none\.json"/],
    ["a missing --init", () => ["train", "--train", "10", "--init", "none.json"], /cannot read "none\.json"/],
    ["a missing --resume", () => ["train", "--resume", "none.json"], /cannot read "none\.json"/],
    [
      "a file that is no data",
      async (folder) => (await writeFile(join(folder, "a.txt"), "a"), ["train", "a.txt"]),
      /DATA must be digits .*got "a\.txt"/,
    ],
    [
      "--out in a missing folder",
      () => ["train", "--out", "no/out.json"],
      /--out must be in a folder that exists/,
    ],
    [
      "--out that is a folder",
      async (folder) => (await mkdir(join(folder, "sub.json")), ["train", "--out", "sub.json"]),
      /--out must be a file, got the folder "sub\.json"/,
    ],
    [
      "--checkpoint in a missing folder",
      () => ["train", "--checkpoint", "no/c.json"],
      /--checkpoint must be in a folder/,
    ],
    ["one file for two", () => ["train", "--out", "a.json", "--checkpoint", "./a.json"], /must be two files/],
    [
      "a negative batch",
      () => ["train", "--batch", "-10"],
      /--batch must be a whole number from 1 on, got "-10"/,
    ],
  ])("%s", async (_, prepare, message) => {
    const folder = await temporaryFolder();
    const args = await prepare(folder);
    const before = await contents(folder);
    const { code, stdout, stderr } = await run(args, folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^backproof: [^\n]*\n$/);
    expect(stderr).toMatch(message);
    expect(await contents(folder)).toEqual(before);
  });

  it.skipIf(getuid?.() === 0)("a folder without permission (root may write everywhere)", async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    const { code, stderr } = await run(["train"], folder);
    await chmod(folder, 0o700);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no permission/);
  });
});

/** All files with their bytes. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(path, "base64")] as const)),
  );
}
