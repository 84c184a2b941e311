import type { Elements } from "../tensor/hostArray.ts";
import { NumericError, ShapeError, ValueError } from "../util/errors.ts";

/**
 * Rows of numbers, kept as they were read: bytes stay bytes, an eighth of the memory of float64.
 * Element (row, column) is `data[row * width + column] * scale`.
 */
export interface Table {
  readonly data: Uint8Array | Float32Array | Float64Array;
  /** The number of columns. */
  readonly width: number;
  /** 1 for numbers as they are, 1/255 for the bytes of a picture. */
  readonly scale: number;
}

/** The number of rows. */
export function tableRows(table: Table): number {
  return table.data.length / table.width;
}

/**
 * Nested lists as a table.
 *
 * @param rows at least one row, all of one length
 * @param where what the rows are, for the message
 * @throws ShapeError where a row's length differs from the first one's
 */
export function tableFromRows(rows: readonly (readonly number[])[], where = "table"): Table {
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (row.length !== width) {
      throw new ShapeError(`${where}[${i}]: must have ${width} entries, like row 0, got ${row.length}`);
    }
  });
  return checkTable({ data: Float64Array.from(rows.flat()), width, scale: 1 }, where);
}

/**
 * Refuses a table that does not hold whole rows of finite numbers, at least one of them.
 *
 * @returns the table, so that a check fits in an expression
 */
export function checkTable(table: Table, where: string): Table {
  const { data, width, scale } = table;
  if (data.length === 0) throw new ValueError(`${where}: must have at least one row, got none`);
  if (!Number.isSafeInteger(width) || width < 1 || data.length % width !== 0) {
    throw new ShapeError(
      `${where}: the width must be a whole number from 1 on that divides the ${data.length} elements, got ${width}`,
    );
  }
  if (!Number.isFinite(scale))
    throw new ValueError(`${where}: the scale must be a finite number, got ${scale}`);
  if (data instanceof Uint8Array) return table;
  const bad = firstNonFinite(data);
  if (bad >= 0) {
    throw new NumericError(
      `${where}: every number must be finite, got ${data[bad]!} in row ${Math.floor(bad / width)}, ` +
        `column ${bad % width}; drop or fill that row`,
    );
  }
  return table;
}

/** The index of the first NaN or infinity, or -1. */
export function firstNonFinite(data: ArrayLike<number>): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

/** A table of the given rows, in the order given; the elements are copied. */
export function takeRows(table: Table, rows: ArrayLike<number>, where: string): Table {
  const { width, scale } = table;
  const count = tableRows(table);
  const gather = <T extends Table["data"]>(from: T, to: T): Table => {
    for (let i = 0; i < rows.length; i++) {
      const start = checkRow(rows[i]!, count, where) * width;
      to.set(from.subarray(start, start + width), i * width);
    }
    return { data: to, width, scale };
  };
  const { data } = table;
  const size = rows.length * width;
  if (data instanceof Uint8Array) return gather(data, new Uint8Array(size));
  if (data instanceof Float32Array) return gather(data, new Float32Array(size));
  return gather(data, new Float64Array(size));
}

/** Writes the given rows, scaled, one after another into `out` from `offset` on. */
export function copyRows(
  table: Table,
  rows: ArrayLike<number>,
  out: Elements,
  offset: number,
  where: string,
): void {
  const { data, width, scale } = table;
  const count = tableRows(table);
  checkRoom(out.length, offset, rows.length * width, where);
  let next = offset;
  for (let i = 0; i < rows.length; i++) {
    const start = checkRow(rows[i]!, count, where) * width;
    for (let j = start; j < start + width; j++) out[next++] = data[j]! * scale;
  }
}

/** Refuses a row that is not there. */
export function checkRow(row: number, count: number, where: string): number {
  if (!Number.isInteger(row) || row < 0 || row >= count) {
    throw new ValueError(`${where}: a row must be a whole number from 0 to ${count - 1}, got ${row}`);
  }
  return row;
}

/** Refuses an array too short for what is to be written into it. */
export function checkRoom(length: number, offset: number, needed: number, where: string): void {
  if (!Number.isInteger(offset) || offset < 0 || offset + needed > length) {
    throw new ShapeError(
      `${where}: ${needed} numbers from offset ${offset} on need an array of ${offset + needed}, got one of ${length}`,
    );
  }
}
