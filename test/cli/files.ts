import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NetworkFile } from "../../src/format/networkFile.ts";
import type { TrainingSettings } from "../../src/format/checkpoint.ts";
import { writeBytesIdx } from "../data/writeIdx.ts";

export interface GoldenTraining {
  readonly network: NetworkFile & { readonly input: number[][]; readonly target: number[][] };
  readonly train: Pick<TrainingSettings, "optimizer" | "batch"> & {
    readonly lr: number;
    readonly epochs: number;
  };
  readonly expected: Pick<NetworkFile["layers"][number], "weights" | "bias">[];
}

const folder = new URL("../golden/optimizers/", import.meta.url);

export async function goldenNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".json"));
}

/** Parameters after some epochs by PyTorch in float64. */
export async function golden(name: string): Promise<GoldenTraining> {
  return JSON.parse(await readFile(new URL(name, folder), "utf8")) as GoldenTraining;
}

/** A network of 6-4-3 neurons with 13 samples, as a file. */
export async function writeNetwork(
  at: string,
  change: (file: GoldenTraining["network"]) => unknown = (file) => file,
): Promise<string> {
  const path = join(at, "net.json");
  await writeFile(path, JSON.stringify(change((await golden("sgd-b5.json")).network)));
  return path;
}

/** A CSV of two kinds that a straight line parts. */
export async function writeCsv(at: string, rows = 40): Promise<string> {
  const path = join(at, "kinds.csv");
  const lines = Array.from({ length: rows }, (_, i) => {
    const right = i % 2 === 0;
    return `${(right ? 1 : -1) + 0.01 * i},${0.05 * i},${right ? "right" : "left"}`;
  });
  await writeFile(path, `x,y,kind\n${lines.join("\n")}\n`);
  return path;
}

/** A folder of IDX files of 2×2 pictures. */
export async function writeIdxFolder(
  at: string,
  {
    images = [4, 2, 2],
    labels = [0, 1, 2, 0],
  }: { readonly images?: number[]; readonly labels?: number[] } = {},
): Promise<string> {
  const path = join(at, "idx");
  await mkdir(path);
  const pixels = Array.from({ length: images.reduce((a, b) => a * b, 1) }, (_, i) => (i * 37) % 256);
  await writeFile(join(path, "train-images-idx3-ubyte"), writeBytesIdx(images, pixels));
  await writeFile(join(path, "train-labels-idx1-ubyte"), writeBytesIdx([labels.length], labels));
  return path;
}
