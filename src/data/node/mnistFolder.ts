import { stat } from "node:fs/promises";
import { join } from "node:path";
import { FormatError } from "../../util/errors.ts";
import { cacheFolder } from "./cacheFolder.ts";
import { MNIST_PARTS, mnistFileNames, type MnistFiles, type MnistPart } from "../mnist.ts";

/** Where each of the four files lies. */
export type MnistPaths = Readonly<Record<MnistPart, string>>;

/** A folder that holds all four. */
export interface MnistFolder {
  readonly folder: string;
  readonly paths: MnistPaths;
}

/**
 * The folders in which MNIST is looked for where none is named: `$BACKPROOF_DATA`, then the user's cache folder, which is
 * where a download goes.
 */
export function mnistPlaces(
  env: Readonly<Record<string, string | undefined>>,
  cache: string = cacheFolder(env),
): readonly string[] {
  return [env["BACKPROOF_DATA"], cache].filter(
    (place): place is string => place !== undefined && place !== "",
  );
}

/** The first of some folders, or of their subfolders `mnist`, that holds all four files; `undefined` where none does. */
export async function findMnist(
  places: readonly string[],
  files: MnistFiles,
): Promise<MnistFolder | undefined> {
  for (const folder of places.flatMap((place) => [place, join(place, "mnist")])) {
    const { found, missing } = await findMnistFiles(folder, files);
    if (missing.length === 0) return { folder, paths: found as MnistPaths };
  }
  return undefined;
}

/**
 * As `findMnist`, for a folder that the user has named.
 *
 * @throws FormatError that names the folder and the files it lacks
 */
export async function demandMnist(dataDir: string, files: MnistFiles): Promise<MnistFolder> {
  const there = await findMnist([dataDir], files);
  if (there !== undefined) return there;
  const { missing } = await findMnistFiles(dataDir, files);
  const names = missing.map((part) => files[part].name).join(", ");
  throw new FormatError(
    `the data folder "${dataDir}": must hold the four files of MNIST, gzipped or not, but lacks ${names}; ` +
      "put them there, or name no folder to have MNIST found or downloaded",
  );
}

/** Which of the four files a folder holds, and which it lacks. */
export async function findMnistFiles(
  folder: string,
  files: MnistFiles,
): Promise<{ readonly found: Partial<MnistPaths>; readonly missing: readonly MnistPart[] }> {
  const found: Partial<Record<MnistPart, string>> = {};
  for (const part of MNIST_PARTS) {
    for (const name of mnistFileNames(files[part])) {
      const path = join(folder, name);
      if (found[part] === undefined && (await isFile(path))) found[part] = path;
    }
  }
  return { found, missing: MNIST_PARTS.filter((part) => found[part] === undefined) };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
