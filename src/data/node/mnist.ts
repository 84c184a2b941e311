import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { FormatError } from "../../util/errors.ts";
import type { LabelledDataset, TrainTest } from "../dataset.ts";
import {
  MNIST_FILES,
  MNIST_MIRRORS,
  MNIST_PARTS,
  mnistFromBytes,
  type MnistFiles,
  type MnistPart,
} from "../mnist.ts";
import { download } from "./download.ts";
import { readBytes } from "./files.ts";
import {
  demandMnist,
  findMnist,
  findMnistFiles,
  mnistPlaces,
  type MnistFolder,
  type MnistPaths,
} from "./mnistFolder.ts";
import { reasonOf } from "./reason.ts";
import { writeAtomic } from "./writeAtomic.ts";

export interface LoadMnistOptions {
  /** The folder that must hold the four files; no other place is looked at. */
  readonly dataDir?: string | undefined;
  /** The environment; `process.env` by default. `BACKPROOF_DATA` names a folder to look in. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The user's cache folder, where downloads go. */
  readonly cacheDir?: string | undefined;
  /** False to fail where a download would be needed. */
  readonly download?: boolean;
  /** Called while downloading with the bytes so far and the bytes in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly mirrors?: readonly string[];
  /** The names, sizes and digests to expect. */
  readonly files?: MnistFiles;
  readonly fetch?: typeof globalThis.fetch;
  /** How long a server may be silent, in milliseconds; 30,000 by default. */
  readonly patience?: number;
}

/** MNIST, and the folder it was read from. */
export interface LoadedMnist extends TrainTest<LabelledDataset> {
  readonly folder: string;
}

/**
 * MNIST from the first place that has it: `dataDir` and nothing else where it is given; else `$BACKPROOF_DATA`, the user's
 * cache folder, a mirror. In each folder the four files may also lie in a subfolder `mnist`.
 *
 * @throws FormatError where a file is missing, damaged or cannot be downloaded; it says which four files to put where
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<LoadedMnist> {
  const { dataDir, env = process.env, files = MNIST_FILES } = options;
  if (dataDir !== undefined) return readFolder(await demandMnist(dataDir, files));
  const places = mnistPlaces(env, options.cacheDir);
  const there = await findMnist(places, files);
  if (there !== undefined) return readFolder(there);
  const folder = join(places.at(-1)!, "mnist");
  if (options.download === false) throw absent(places, folder, files, "downloading is switched off");
  return readFolder({ folder, paths: await fetchMissing(folder, files, options, places) });
}

async function readFolder({ folder, paths }: MnistFolder): Promise<LoadedMnist> {
  const bytes: Partial<Record<MnistPart, Uint8Array>> = {};
  for (const part of MNIST_PARTS) bytes[part] = await readBytes(paths[part]);
  return { ...(await mnistFromBytes(bytes as Record<MnistPart, Uint8Array>, paths)), folder };
}

/** Downloads what the cache lacks. Each file is checked in memory and then written at once: no half file is ever there. */
async function fetchMissing(
  folder: string,
  files: MnistFiles,
  options: LoadMnistOptions,
  places: readonly string[],
): Promise<MnistPaths> {
  const { mirrors = MNIST_MIRRORS, onProgress, patience = 30_000, fetch = globalThis.fetch } = options;
  const { found, missing } = await findMnistFiles(folder, files);
  const paths: Partial<Record<MnistPart, string>> = { ...found };
  const total = missing.reduce((sum, part) => sum + files[part].size, 0);
  let before = 0;
  await makeFolder(folder);
  for (const part of missing) {
    const file = files[part];
    const urls = mirrors.map((mirror) => mirror + file.download);
    const bytes = await download(urls, file, {
      fetch,
      patience,
      onProgress: (done) => onProgress?.(before + done, total),
    }).catch((error: unknown) => {
      throw absent(places, folder, files, `the download failed (${reasonOf(error)})`, error);
    });
    paths[part] = join(folder, file.download);
    await writeAtomic(paths[part], bytes);
    before += file.size;
  }
  return paths as MnistPaths;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new FormatError(
      `cannot make the cache folder "${folder}": ${reasonOf(error)}; set XDG_CACHE_HOME, or name a folder that holds MNIST`,
      { cause: error },
    );
  }
}

function absent(
  places: readonly string[],
  folder: string,
  files: MnistFiles,
  why: string,
  cause?: unknown,
): FormatError {
  const names = MNIST_PARTS.map((part) => files[part].download).join(", ");
  return new FormatError(
    `MNIST: must be in ${places.map((place) => `"${place}"`).join(" or ")} or be downloaded, but is not there and ${why}; ` +
      `put ${names} into "${folder}", or name their folder with --data-dir`,
    { cause },
  );
}
