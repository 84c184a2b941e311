import { FormatError } from "../util/errors.ts";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a cell is written as a decimal number; `Number()` would also take "", "0x10" and "Infinity". */
export function isNumber(cell: string): boolean {
  return DECIMAL.test(cell);
}

/**
 * The number in a cell.
 *
 * @param place says where the cell is; called only to build the message
 * @throws FormatError for an empty cell, text, and numbers beyond float64
 */
export function parseNumber(cell: string, place: () => string): number {
  if (isNumber(cell)) {
    const value = Number(cell);
    if (Number.isFinite(value)) return value;
    throw new FormatError(
      `${place()}: must be a finite number, got ${cell}, which float64 cannot hold; rescale the column`,
    );
  }
  if (cell === "")
    throw new FormatError(`${place()}: must be a number, got an empty cell; fill it or drop the row`);
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(cell)) {
    throw new FormatError(`${place()}: must be a finite number, got ${cell}; fill it or drop the row`);
  }
  throw new FormatError(
    `${place()}: must be a number, got the text "${shorten(cell)}"; correct it, drop the column, or make it the label`,
  );
}

/** Text short enough to stand in a message. */
function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
