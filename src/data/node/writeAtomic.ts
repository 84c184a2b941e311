import { randomBytes } from "node:crypto";
import { open, realpath, rename, stat, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { FormatError } from "../../util/errors.ts";
import { codeOf, reasonOf } from "./reason.ts";

/**
 * Writes a file so that a reader, or a crash, sees the old file or the new one and never a part: into a temporary file in
 * the same folder, flushed to the disk, then renamed over the old one. The old file's permissions stay.
 *
 * @param path the file; a symbolic link is followed, a device or a pipe is written to as it is
 * @throws FormatError where it cannot be written; then the old file is as it was and no temporary one is left
 */
export async function writeAtomic(path: string, data: string | Uint8Array): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const old = await stat(target).catch(() => undefined);
    if (old?.isDirectory() === true)
      throw new FormatError(`cannot write "${path}": it is a folder; name a file in it`);
    // Renaming over /dev/null or a pipe would replace it by an ordinary file.
    if (old !== undefined && !old.isFile()) await writeFile(target, data);
    else await replaceFile(target, data, old?.mode);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const reason = codeOf(error) === "ENOENT" ? "its folder does not exist" : reasonOf(error);
    throw new FormatError(`cannot write "${path}": ${reason}; choose a path that can be written`, {
      cause: error,
    });
  }
}

async function replaceFile(
  target: string,
  data: string | Uint8Array,
  mode: number | undefined,
): Promise<void> {
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  const file = await open(temporary, "wx", 0o666);
  try {
    try {
      if (mode !== undefined) await file.chmod(mode & 0o777);
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** Makes the new name survive a power cut too, where the system can flush a folder (Windows cannot). */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file itself is written and flushed; only the moment its new name reaches the disk is left to the system.
  }
}
