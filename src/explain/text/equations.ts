import type { Box } from "./box.ts";
import { layoutLines } from "./breakLines.ts";
import { layout, type Style } from "./layout.ts";
import { itemsOf, row, type Grid, type MathNode } from "./node.ts";
import { parseLatex } from "./parseLatex.ts";
import { placesOf } from "./spacing.ts";

const SYMBOLS: Style = { inline: true, tight: false };

/**
 * Equations about the same quantity, below one another, with their relations in one column. What an equation has in
 * common with the one above it is not said again: `z = W x + b`, then `= 2·3 + 1`, then `= 7`.
 *
 * @param latex the equations
 * @param width the columns of a line
 */
export function equationsBox(latex: readonly string[], width: number): Box {
  const rows: MathNode[][] = [];
  let above: readonly string[] = [];
  for (const one of latex) {
    const sides = sidesOf(parseLatex(one));
    const said = sides.map((side) => layout(row(side.map(withoutShapes)), SYMBOLS).lines.join(" "));
    const news = said.findIndex((side, i) => side !== above[i]);
    if (news >= 0) rows.push(sides.slice(news).flat());
    above = said;
  }
  const aligned: Grid = { kind: "grid", style: "aligned", rows: rows.map((items) => [row(items)]) };
  return layoutLines(rows.length === 1 ? row(rows[0]!) : aligned, width, { inline: false, tight: false });
}

/** The sides of an equation, each but the first with the relation before it. */
function sidesOf(node: MathNode): MathNode[][] {
  const items = itemsOf(node);
  const places = placesOf(items);
  const sides: MathNode[][] = [[]];
  items.forEach((item, i) => {
    if (places[i] === "relation") sides.push([]);
    sides.at(-1)!.push(item);
  });
  return sides;
}

function withoutShapes(node: MathNode): MathNode {
  if (node.kind === "beneath" && !node.brace) return withoutShapes(node.of);
  if (node.kind === "row") return { ...node, items: node.items.map(withoutShapes) };
  if (node.kind === "fence") return { ...node, inside: withoutShapes(node.inside) };
  return node.kind === "scripts" ? { ...node, base: withoutShapes(node.base) } : node;
}
