import { LinkError } from "./linkError.ts";
import { formatNumbers, parseNumbers } from "./numbers.ts";

const MOST_ROWS = 200;

/** Rows of a batch: `0,1~1,0`. */
export function formatRows(rows: readonly (readonly number[])[]): string {
  return rows.map(formatNumbers).join("~");
}

/** @throws LinkError for a row of another width */
export function parseRows(text: string, where: string, width: number): number[][] {
  const rows = text.split("~");
  if (rows.length > MOST_ROWS) {
    throw new LinkError(
      `${where} must be at most ${MOST_ROWS} rows, got ${rows.length}; open larger batches as a file.`,
    );
  }
  return rows.map((row, i) => parseNumbers(row, `${where}, row ${i + 1},`, width));
}
