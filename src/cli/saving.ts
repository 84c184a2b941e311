import { access, constants, link, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { codeOf, reasonOf } from "../data/node/reason.ts";
import { writeAtomic } from "../data/node/writeAtomic.ts";
import { FormatError, ValueError } from "../util/errors.ts";

/** Refuses a file that could not be written later: an hour of training must not end with that. */
export async function checkWritable(option: string, path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory() === true) {
    throw new ValueError(`${option} must be a file, got the folder "${path}"; name a file in it`);
  }
  const folder = dirname(resolve(path));
  const parent = await stat(folder).catch(() => undefined);
  if (parent?.isDirectory() !== true) {
    throw new ValueError(`${option} must be in a folder that exists, got "${path}"; make "${folder}" first`);
  }
  for (const place of there === undefined ? [folder] : [folder, path]) {
    await access(place, constants.W_OK).catch((error: unknown) => {
      throw new ValueError(`${option} must be a file that can be written, got "${path}": ${reasonOf(error)}`);
    });
  }
}

/** Refuses formats that networks cannot be saved in. */
export function checkExtension(option: string, path: string): void {
  const extension = extname(path);
  if (extension.toLowerCase() === ".json") return;
  const got = extension === "" ? "no extension" : extension;
  throw new ValueError(
    `${option} must be a file that ends in .json, got "${path}" (${got}); name it "${stem(path)}.json"`,
  );
}

/** Saves a text as `STEM.json`, or `STEM-2.json`, `STEM-3.json`, … where that exists; gives the name. */
export async function saveFresh(stem: string, text: string): Promise<string> {
  const temporary = `.${stem}.${process.pid}.${Date.now()}.tmp`;
  await writeAtomic(temporary, text);
  try {
    for (let i = 1; ; i++) {
      const path = `${stem}${i === 1 ? "" : `-${i}`}.json`;
      if (await claim(temporary, path)) return path;
    }
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw new FormatError(
      `cannot save the network in this folder: ${reasonOf(error)}; name a file with --out`,
      {
        cause: error,
      },
    );
  }
}

/** Gives a file a name that no file has; false where one has it. A link, unlike a rename, never replaces a file. */
async function claim(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    await unlink(temporary);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
  }
  // A file system without hard links: look first, then rename.
  if ((await stat(path).catch(() => undefined)) !== undefined) return false;
  await rename(temporary, path);
  return true;
}

/** The name of a file without its folder and extensions: `iris` of `data/iris.csv.gz`. */
export function stem(path: string): string {
  return basename(path).replace(/(?<=.)\.(?:csv|tsv|json)(?:\.gz)?$/i, "");
}
