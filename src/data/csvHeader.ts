import { FormatError, ValueError } from "../util/errors.ts";
import { nearest } from "../util/suggest.ts";
import { isNumber } from "./csvNumber.ts";

/**
 * Whether the first row names the columns: it holds text in the columns that are numbers in the second row.
 *
 * @throws FormatError where it holds text in some of them and numbers in others: a header and a damaged row look alike
 */
export function looksLikeHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  where: string,
): boolean {
  if (second === undefined) return !first.some(isNumber);
  const columns = first.map((_, i) => i).filter((i) => isNumber(second[i] ?? ""));
  const texts = columns.filter((i) => !isNumber(first[i]!));
  if (texts.length === 0) return false;
  if (texts.length === columns.length) return true;
  // Tools that name unnamed columns call them 0, 1, 2, …
  if (first.every((cell, i) => cell === String(i) || !isNumber(cell))) return true;
  throw new FormatError(
    `${where}, line 1: must be a header or numbers like the row below it, got both, as in "${first[texts[0]!]!}" ` +
      `in column ${texts[0]!} counted from 0; say header: true or header: false, or correct the row`,
  );
}

/**
 * The index of the label column.
 *
 * @param label a name in the header, or an index from 0, from the end where negative; the last column where absent
 * @param names the header, or `undefined`
 * @throws ValueError for a column that is not there
 */
export function labelColumn(
  label: string | number | undefined,
  names: readonly string[] | undefined,
  width: number,
  where: string,
): number {
  if (label === undefined) return width - 1;
  const named = typeof label === "string" ? (names ?? []).indexOf(label) : -1;
  if (typeof label === "string" && named >= 0) {
    if (names!.lastIndexOf(label) === named) return named;
    throw new ValueError(
      `${where}: the label column must have a name of its own, got "${label}" twice; give its index`,
    );
  }
  const index = indexOf(label);
  if (index === undefined) throw new ValueError(unknownColumn(label as string, names, where));
  if (!Number.isInteger(index) || index < -width || index >= width) {
    throw new ValueError(
      `${where}: the label column must be a whole number from ${-width} to ${width - 1} (${width} columns), got ${index}`,
    );
  }
  return index < 0 ? index + width : index;
}

/** A label as an index, also where the command line hands it over as text; `undefined` where it is a name. */
export function indexOf(label: string | number): number | undefined {
  if (typeof label === "number") return label;
  return /^-?\d+$/.test(label) ? Number(label) : undefined;
}

/** A column as messages name it. */
export function columnName(index: number, names: readonly string[] | undefined): string {
  return names === undefined ? `column ${index} counted from 0` : `column "${names[index]!}"`;
}

function unknownColumn(label: string, names: readonly string[] | undefined, where: string): string {
  if (names === undefined) {
    return `${where}: a label column given by name needs a header, got "${label}"; give its index, 0 for the first and -1 for the last`;
  }
  const near = nearest(label, names);
  const some = names.slice(0, 12).join(", ") + (names.length > 12 ? `, … (${names.length} columns)` : "");
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  return `${where}: the label column must be one of ${some}, got "${label}"${hint}`;
}
