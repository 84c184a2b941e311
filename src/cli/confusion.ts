import type { Dataset } from "../data/dataset.ts";
import { table } from "./format.ts";

/** The most classes whose matrix is easier to read than to ignore. */
const MOST_CLASSES = 20;
const LONGEST_NAME = 12;

/** A confusion matrix as lines of text; none where there are too many classes. */
export function confusionLines(matrix: readonly (readonly number[])[], data: Dataset): string[] {
  if (matrix.length > MOST_CLASSES) return [];
  const names = matrix.map((_, i) =>
    shorten((data.kind === "labelled" ? data.classes[i] : undefined) ?? String(i)),
  );
  const cells = matrix.map((row) => row.map((n) => (n === 0 ? "·" : String(n))));
  // Columns of one width, so that the diagonal is one.
  const width = Math.max(...[...names, ...cells.flat()].map((cell) => cell.length));
  const pad = (row: readonly string[]): string[] => row.map((cell) => cell.padStart(width));
  const rows = cells.map((row, i) => [names[i]!, ...pad(row)]);
  return [
    `confusion on ${data.name}: a row is the true class, a column the predicted one`,
    ...table([["", ...pad(names)], ...rows]).map((text) => `  ${text}`),
  ];
}

function shorten(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`;
}
