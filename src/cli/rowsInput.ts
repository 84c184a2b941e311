import { csvRecords, findDelimiter } from "../data/csvRecords.ts";
import { looksLikeHeader } from "../data/csvHeader.ts";
import { parseNumber } from "../data/csvNumber.ts";
import { gunzipIfNeeded } from "../data/gunzip.ts";
import { readBytes } from "../data/node/files.ts";
import { parseJson } from "../format/json.ts";
import { networkFrom } from "../format/networkFile.ts";
import { FormatError } from "../util/errors.ts";
import type { Io } from "./io.ts";

/**
 * Reads rows of inputs: a network file with `input`, a JSON list of rows (or one flat row), or CSV without labels.
 *
 * @param path a file, or `-` for stdin
 * @param width how many numbers each row must have
 * @throws FormatError that names the row
 */
export async function readRows(path: string, width: number, io: Io): Promise<number[][]> {
  const where = path === "-" ? "stdin" : path;
  const bytes = path === "-" ? await readAll(io.stdin) : await readBytes(path);
  const text = decode(await gunzipIfNeeded(bytes, where), where);
  const isJson = /^\s*[[{]/.test(text) || /\.json$/i.test(path);
  const rows = isJson ? jsonRows(parseJson(text, where), where) : csvRows(text, where);
  if (rows.length === 0) throw new FormatError(`${where}: must hold at least one row of numbers, got none`);
  rows.forEach((row, i) => {
    if (row.length === width) return;
    throw new FormatError(
      `${where}: row ${i} must have ${width} numbers, one for each input of the network, got ${row.length}`,
    );
  });
  return rows;
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new FormatError(`${where}: must be UTF-8 text, got other bytes; save it as UTF-8`, {
      cause: error,
    });
  }
}

function jsonRows(value: unknown, where: string): number[][] {
  if (isObject(value)) {
    if ("layers" in value) {
      const { input } = networkFrom(value, { where, path: [] });
      return input ?? noInput(where);
    }
    return jsonRows(value["input"] ?? noInput(where), where);
  }
  if (!Array.isArray(value)) {
    throw new FormatError(`${where}: must be a list of rows of numbers, got ${JSON.stringify(value)}`);
  }
  const rows: readonly unknown[] = value.length > 0 && !value.some(Array.isArray) ? [value] : value;
  return rows.map((row, i) => {
    if (!Array.isArray(row)) {
      throw new FormatError(`${where}: row ${i} must be a list of numbers, got ${JSON.stringify(row)}`);
    }
    return row.map((entry: unknown, j) => {
      if (typeof entry === "number" && Number.isFinite(entry)) return entry;
      throw new FormatError(
        `${where}: row ${i}, column ${j} must be a finite number, got ${JSON.stringify(entry)}`,
      );
    });
  });
}

function noInput(where: string): never {
  throw new FormatError(`${where}: must have "input", a list of rows of numbers, got an object without it`);
}

function csvRows(text: string, where: string): number[][] {
  const records = [...csvRecords(text, findDelimiter(text), where)];
  const [first, second] = records;
  const header =
    first !== undefined && second !== undefined && looksLikeHeader(first.cells, second.cells, where);
  return records
    .slice(header ? 1 : 0)
    .map(({ cells, line }) =>
      cells.map((cell, i) => parseNumber(cell, () => `${where}, line ${line}, column ${i} counted from 0`)),
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
