import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { FormatError } from "../../util/errors.ts";
import { readCsv, type CsvOptions } from "../csv.ts";
import type { Dataset } from "../dataset.ts";
import { gunzipIfNeeded } from "../gunzip.ts";
import { reasonOf } from "./reason.ts";

/**
 * The bytes of a file.
 *
 * @throws FormatError where it cannot be read, with the reason
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    // A plain view: a Buffer's own slice() does not copy, which would surprise those who hold it as a Uint8Array.
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    throw new FormatError(`cannot read "${path}": ${reasonOf(error)}; check the path`, { cause: error });
  }
}

/**
 * The text of a UTF-8 file, without a byte order mark.
 *
 * @throws FormatError where it cannot be read or is not UTF-8
 */
export async function readText(path: string): Promise<string> {
  return decode(await readBytes(path), path);
}

/**
 * A dataset from a CSV file, gzipped or not.
 *
 * @param options as of `readCsv`; the dataset is called like the file where `where` is absent
 * @throws FormatError where the file cannot be read or holds something else
 */
export async function loadCsvFile(
  path: string,
  options: Omit<CsvOptions, "where"> & Partial<Pick<CsvOptions, "where">> = {},
): Promise<Dataset> {
  const bytes = await gunzipIfNeeded(await readBytes(path), path);
  return readCsv(decode(bytes, path), { where: basename(path), ...options });
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new FormatError(`cannot read "${path}": must be UTF-8 text, got other bytes; save it as UTF-8`, {
      cause: error,
    });
  }
}
