import { beside, isOneLine, stacked, textBox, type Box } from "./box.ts";
import { joined, layout, pieces, type Piece, type Style } from "./layout.ts";
import { itemsOf, sign, type Grid, type MathNode } from "./node.ts";
import { BREAKS } from "./spacing.ts";

/**
 * A formula in lines of at most `width` columns, broken before a relation where that is possible, else before a sum's
 * sign, else between factors, and never inside a number. Lines go on under the first relation.
 */
export function layoutLines(node: MathNode, width: number, style: Style): Box {
  const equations = equationsOf(node).map((cells) => cells.flatMap(itemsOf));
  const columns = equations.map((items) => relationAt(items, style));
  const left = Math.max(0, ...columns);
  const lines = equations.flatMap((items, i) => brokenLines(items, left, left - columns[i]!, width, style));
  return stacked(lines, 0, "left");
}

/** The rows of an outermost `aligned`, each as its cells; any other formula is one row. */
function equationsOf(node: MathNode): readonly (readonly MathNode[])[] {
  return node.kind === "grid" && node.style === "aligned" ? node.rows : [[node]];
}

/** The column of the first relation; 0 where there is none. */
function relationAt(items: readonly MathNode[], style: Style): number {
  const line = pieces(items, style);
  const first = line.findIndex(({ breaks }) => breaks === BREAKS.relation);
  return first < 0 ? 0 : joined(line.slice(0, first)).width + line[first]!.glue.length;
}

function brokenLines(
  items: readonly MathNode[],
  left: number,
  lead: number,
  width: number,
  style: Style,
): Box[] {
  let line = pieces(items, style);
  if (lead + joined(line).width > width) line = loosened(line, width - left, style);
  const lines: Box[] = [];
  const relation = line.findIndex(({ breaks }) => breaks === BREAKS.relation);
  for (let start = 0, indent = lead; start < line.length;) {
    const end = lineEnd(line, start, relation, width - indent);
    // The space between two formulas ends with the line.
    const isSpaced = line[end - 1]!.node.kind === "space";
    lines.push(indented(joined(line.slice(start, isSpaced ? end - 1 : end)), indent));
    start = end;
    const next = line[start]?.breaks;
    // What goes on after a relation stands to the right of its sign; another formula begins anew.
    indent = relation < 0 ? 2 : next === BREAKS.relation ? left : next === BREAKS.formula ? 0 : left + 2;
  }
  return lines;
}

/** Where the line that begins at a piece ends: after the last piece that fits, or at the best place before. */
function lineEnd(line: readonly Piece[], start: number, relation: number, width: number): number {
  let used = 0;
  let best: number | undefined;
  for (let i = start; i < line.length; i++) {
    const { breaks } = line[i]!;
    const mayBreak = i > start && breaks !== undefined && i !== relation;
    if (mayBreak && (best === undefined || breaks <= line[best]!.breaks!)) best = i;
    used += (i === start ? 0 : line[i]!.glue.length) + line[i]!.box.width;
    if (used > width && line[i]!.node.kind !== "space" && best !== undefined) return best;
  }
  return line.length;
}

/** Pieces that are wider than a line, taken apart: brackets into their signs and what they hold, matrices by columns. */
function loosened(line: readonly Piece[], width: number, style: Style): readonly Piece[] {
  return line.flatMap((piece) => {
    const { node } = piece;
    if (piece.box.width <= width) return [piece];
    if (node.kind === "row") return rejoined(piece, loosened(pieces(node.items, style), width, style));
    const bracketed = isOneLine(piece.box) ? withoutFence(node) : undefined;
    if (bracketed !== undefined) return rejoined(piece, loosened(pieces(bracketed, style), width, style));
    if (node.kind === "grid" && !style.inline && node.style.endsWith("matrix")) {
      return rejoined(piece, pieces(inColumns(node, width, style), style));
    }
    return [piece];
  });
}

/** Brackets as signs beside what they hold; an exponent goes to the closing one. */
function withoutFence(node: MathNode): readonly MathNode[] | undefined {
  const fence = node.kind === "scripts" ? node.base : node;
  if (fence.kind !== "fence") return undefined;
  const close = sign(fence.right, "close");
  const end = node.kind === "scripts" ? { ...node, base: close } : close;
  return [sign(fence.left, "open"), ...itemsOf(fence.inside), end];
}

/** The first of the parts takes the place of the whole. */
function rejoined({ glue, breaks }: Piece, parts: readonly Piece[]): readonly Piece[] {
  return parts.map((part, i) => (i === 0 ? { ...part, glue, breaks } : part));
}

/** A matrix as several that fit, each with some of its columns; ⋯ says that it goes on. */
function inColumns(grid: Grid, width: number, style: Style): readonly Grid[] {
  const columns = Math.max(0, ...grid.rows.map((cells) => cells.length));
  if (columns < 4 || layout(grid, style).width <= width) return [grid];
  const dots = sign("⋯", "letter");
  const half = columns >> 1;
  const first = { ...grid, rows: grid.rows.map((cells) => [...cells.slice(0, half), dots]) };
  const rest = { ...grid, rows: grid.rows.map((cells) => [dots, ...cells.slice(half)]) };
  return [...inColumns(first, width, style), ...inColumns(rest, width, style)];
}

function indented(box: Box, by: number): Box {
  return by === 0 ? box : beside([textBox(" ".repeat(by)), box]);
}
