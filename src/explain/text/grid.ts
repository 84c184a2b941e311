import { beside, boxOf, isOneLine, stacked, textBox, type Box } from "./box.ts";
import { displayWidth } from "./displayWidth.ts";
import { fenced } from "./fence.ts";
import type { GridStyle } from "./node.ts";

/** Which brackets stand around a grid, and how its columns stand. */
const STYLES = {
  matrix: { left: "", right: "", gap: 2, place: "number" },
  bmatrix: { left: "[", right: "]", gap: 2, place: "number" },
  pmatrix: { left: "(", right: ")", gap: 2, place: "number" },
  vmatrix: { left: "|", right: "|", gap: 2, place: "number" },
  cases: { left: "{", right: "", gap: 2, place: "left" },
  aligned: { left: "", right: "", gap: 0, place: "alternating" },
} as const;

/** Rows of boxes as a table in its brackets. The baseline is the middle row's. */
export function gridBox(style: GridStyle, cells: readonly (readonly Box[])[]): Box {
  const { left, right, gap, place } = STYLES[style];
  const count = Math.max(0, ...cells.map((line) => line.length));
  const columns = Array.from({ length: count }, (_, j) => {
    const column = cells.map((line) => line[j] ?? textBox(""));
    if (place === "number") return numberColumn(column);
    // In `aligned`, columns end and begin at the relation in turn.
    return flushColumn(column, place === "alternating" && j % 2 === 0 ? "right" : "left");
  });
  const rows = cells.map((_, i) =>
    rowOf(
      columns.map((column) => column[i]!),
      gap,
    ),
  );
  if (style === "cases" && rows.length === 2) rows.splice(1, 0, textBox(""));
  const main = Math.max(0, (rows.length - 1) >> 1);
  return fenced(left, stacked(rows, main, "left"), right);
}

/** The same on one line: [1 2; 3 4]. */
export function gridLine(style: GridStyle, cells: readonly (readonly string[])[]): string {
  const { left, right, place } = STYLES[style];
  const between = place === "alternating" ? "" : cells.flat().some((cell) => cell.includes(" ")) ? ", " : " ";
  const lines = cells.map((line) => line.filter((cell) => cell !== "").join(between));
  return left + lines.join("; ") + (style === "cases" ? "}" : right);
}

function rowOf(cells: readonly Box[], gap: number): Box {
  return beside(cells.flatMap((cell, j) => (j === 0 ? [cell] : [textBox(" ".repeat(gap)), cell])));
}

/** Numbers with their points below one another; whatever else stands there is centred. */
function numberColumn(cells: readonly Box[]): readonly Box[] {
  const before = Math.max(0, ...cells.map((cell) => pointOf(cell) ?? 0));
  const aligned = cells.map((cell) => {
    const point = pointOf(cell);
    return point === undefined ? cell : boxOf([" ".repeat(before - point) + cell.lines.join("")]);
  });
  const width = Math.max(0, ...aligned.map((cell) => cell.width));
  return aligned.map((cell, i) => {
    const space = pointOf(cells[i]!) === undefined ? Math.floor((width - cell.width) / 2) : 0;
    return padded(cell, space, width);
  });
}

function flushColumn(cells: readonly Box[], side: "left" | "right"): readonly Box[] {
  const width = Math.max(0, ...cells.map((cell) => cell.width));
  return cells.map((cell) => padded(cell, side === "left" ? 0 : width - cell.width, width));
}

function padded(cell: Box, left: number, width: number): Box {
  const lines = cell.lines.map((text) => " ".repeat(left) + text + " ".repeat(width - left - cell.width));
  return { ...cell, lines, width };
}

/** How many columns of a number stand before its point; `undefined` for what is no number. */
function pointOf(cell: Box): number | undefined {
  if (!isOneLine(cell)) return undefined;
  const number = /^([+-]?(?:\d+|∞))(\.\d+)?(·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$/.exec(cell.lines.join(""));
  return number === null ? undefined : displayWidth(number[1]!);
}
