import { FormatError } from "../util/errors.ts";
import { isNumber, parseNumber } from "./csvNumber.ts";

/** What the cells of a label column mean: a class for each row, or a number for each row. */
export type CsvTargets =
  | { readonly kind: "classes"; readonly labels: Int32Array; readonly classes: readonly string[] }
  | { readonly kind: "values"; readonly values: Float64Array };

/** The most different whole numbers that are still taken for classes where nobody says what they are. */
const MOST_NUMBERED_CLASSES = 20;

/**
 * Reads the label column.
 *
 * Text is classes. Whole numbers are classes where there are at most 20 different ones and some repeat; other
 * numbers are values. Classes are sorted: numbers by size, text by code point.
 *
 * @param cells the column, one cell a row
 * @param target what the column holds, or `undefined` to decide as above
 * @param place says where row i of the column is, for the messages
 * @throws FormatError for an empty cell, for numbers mixed with text where `target` is absent, and for cells that are
 * not what `target` says
 */
export function readTargets(
  cells: readonly string[],
  target: "classes" | "values" | undefined,
  place: (row: number) => string,
): CsvTargets {
  const empty = cells.indexOf("");
  if (empty >= 0)
    throw new FormatError(`${place(empty)}: must hold a label, got an empty cell; fill it or drop the row`);
  const text = cells.findIndex((cell) => !isNumber(cell));
  if (target === undefined && text >= 0) refuseMixture(cells, text, place);
  if (target === "values") return { kind: "values", values: readValues(cells, place) };
  if (text >= 0) return readClasses(cells, compareText);

  const values = readValues(cells, place);
  const fraction = values.findIndex((value) => !Number.isSafeInteger(value));
  if (target === "classes" && fraction >= 0) {
    throw new FormatError(
      `${place(fraction)}: a class must be text or a whole number, got ${cells[fraction]!}; say target: "values" for real targets`,
    );
  }
  const different = fraction >= 0 ? 0 : new Set(values).size;
  if (
    target === undefined &&
    (fraction >= 0 || different > MOST_NUMBERED_CLASSES || different === values.length)
  ) {
    return { kind: "values", values };
  }
  // "1", "1.0" and "+1" are one class.
  return readClasses(
    Array.from(values, (value) => String(value + 0)),
    (a, b) => Number(a) - Number(b),
  );
}

function readValues(cells: readonly string[], place: (row: number) => string): Float64Array {
  return Float64Array.from(cells, (cell, row) => parseNumber(cell, () => place(row)));
}

function readClasses(cells: readonly string[], compare: (a: string, b: string) => number): CsvTargets {
  const classes = [...new Set(cells)].sort(compare);
  const number = new Map(classes.map((name, i) => [name, i]));
  return { kind: "classes", labels: Int32Array.from(cells, (cell) => number.get(cell)!), classes };
}

/** By code unit: the same order in every country, so the same file gives the same classes everywhere. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function refuseMixture(cells: readonly string[], text: number, place: (row: number) => string): void {
  const number = cells.findIndex(isNumber);
  if (number < 0) return;
  throw new FormatError(
    `${place(text)}: labels must be all numbers or all text, got the text "${cells[text]!}" here and the number ` +
      `${cells[number]!} in row ${number}; correct it, or say target: "classes"`,
  );
}
