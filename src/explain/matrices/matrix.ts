import type { HostArray } from "../../tensor/hostArray.ts";
import { shown } from "../numbers.ts";

/** How many rows and columns of a matrix are written out before the middle is left out. */
const MOST_ROWS = 8;
const MOST_COLUMNS = 8;
const HEAD = 3;

/**
 * Numbers as LaTeX: a scalar, a column, a matrix; of large ones the first rows and columns and the last.
 *
 * @param digits how many digits to show
 */
export function matrixLatex({ data, shape }: HostArray, digits: number): string {
  if (shape.length === 0) return shown(data[0]!, digits);
  const columns = shape.length === 1 ? 1 : shape.at(-1)!;
  const rows = columns === 0 ? 0 : data.length / columns;
  if (shape.length > 2) return stack({ data, shape }, digits);
  const cell = (i: number, j: number): string => shown(data[i * columns + j]!, digits);
  return bmatrix(rows, columns, cell);
}

/** Whether everything is written out. */
export function isWrittenOut(shape: readonly number[]): boolean {
  const columns = shape.length < 2 ? 1 : shape.at(-1)!;
  return shape.length <= 2 && (shape[0] ?? 1) <= MOST_ROWS && columns <= MOST_COLUMNS;
}

function bmatrix(rows: number, columns: number, cell: (i: number, j: number) => string): string {
  const across = places(columns, MOST_COLUMNS);
  const lines = places(rows, MOST_ROWS).map((i) =>
    across
      .map((j) => {
        if (i !== undefined && j !== undefined) return cell(i, j);
        return i !== undefined ? "\\cdots" : j !== undefined ? "\\vdots" : "\\ddots";
      })
      .join(" & "),
  );
  return `\\begin{bmatrix} ${lines.join(" \\\\ ")} \\end{bmatrix}`;
}

/** The places shown, with undefined for the gap. */
function places(count: number, most: number): (number | undefined)[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return count <= most ? all : [...all.slice(0, HEAD), undefined, count - 1];
}

/** A tensor of more than two axes: its matrices one after the other. */
function stack({ data, shape }: HostArray, digits: number): string {
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  const size = rows * columns;
  const count = size === 0 ? 0 : data.length / size;
  const slices = places(count, MOST_ROWS).map((i) =>
    i === undefined
      ? "\\cdots"
      : matrixLatex({ data: data.subarray(i * size, (i + 1) * size), shape: [rows, columns] }, digits),
  );
  return `\\left[${slices.join(",\\, ")}\\right]`;
}
