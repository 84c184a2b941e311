import { curveBetween, type Box, type Curve } from "./geometry.ts";
import { placeLabels } from "./labels.ts";
import type { Units } from "./units.ts";

export type Direction = "across" | "down";

/** A neuron, an input, the cost, or the many of a wide layer that have no card of their own. */
export interface Card extends Box {
  readonly kind: "input" | "hidden" | "output" | "more" | "cost";
  readonly layer: number;
  readonly unit: number;
}

/** From a neuron to one of the next layer, or from an output to the cost. */
export interface Edge {
  readonly kind: "weight" | "cost" | "bundle";
  /** The layer that it enters; of edges to the cost, the one after the last. */
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  readonly curve: Curve;
  /** Where its numbers stand; undefined where there are too many edges for that. */
  readonly label?: Box;
}

export interface Layout {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Card[];
  readonly edges: readonly Edge[];
  /** Where the name of each layer stands, inputs first, the cost last. */
  readonly heads: readonly { readonly x: number; readonly y: number; readonly anchor: "middle" | "start" }[];
}

export const ROW = 18;
const TITLE = 19;
const PAD = 6;
const HEAD = 26;
const ROWS = { input: 2, hidden: 4, output: 5, more: 1, cost: 1 } as const;
const WIDTHS = { input: 98, hidden: 104, output: 104, more: 104, cost: 88 } as const;
const LABEL = { width: 58, height: 30 };
/** Between this many pairs of neurons edges still have numbers of their own. */
const MOST_LABELS = 24;

/** From which width on the layers stand side by side; below it, one under the other. */
const WIDE_ENOUGH = 600;

/**
 * Where everything stands.
 *
 * @param layers the neurons of each layer, inputs first
 * @param room the width there is; a picture that needs more becomes wider
 */
export function layoutOf(layers: readonly Units[], room: number): Layout {
  const direction: Direction = room >= WIDE_ENOUGH ? "across" : "down";
  const columns: readonly (readonly Loose[])[] = [
    ...layers.map((units, layer) => cardsOf(units, layer, layers.length - 1)),
    [{ kind: "cost", layer: layers.length, unit: 0 }],
  ];
  return direction === "across" ? across(columns, room) : down(columns, room);
}

type Loose = Pick<Card, "kind" | "layer" | "unit">;

function cardsOf({ shown, hidden }: Units, layer: number, last: number): Loose[] {
  const kind = layer === 0 ? "input" : layer === last ? "output" : "hidden";
  const cards: Loose[] = shown.map((unit) => ({ kind, layer, unit }));
  return hidden > 0 ? [...cards, { kind: "more", layer, unit: -1 }] : cards;
}

export function heightOf(kind: Card["kind"]): number {
  return TITLE + ROWS[kind] * ROW + PAD;
}

function across(columns: readonly (readonly Loose[])[], room: number): Layout {
  // More edges have more numbers to put between the layers, up to where none are put there.
  const pairs = columns.map((cards, c) => cards.length * (columns[c + 1]?.length ?? 0));
  const labelled = Math.max(0, ...pairs.filter((count) => count <= MOST_LABELS));
  const gap = Math.max(...pairs) > MOST_LABELS ? 24 : 34 + 3 * Math.max(0, labelled - 8);
  const widths = columns.map((cards) => WIDTHS[cards[0]?.kind ?? "hidden"]);
  const heights = columns.map((cards) => stackHeight(cards, gap));
  const gaps = columns.slice(1).map((_, i) => (i === columns.length - 2 ? 0.56 : 1));
  const free = room - widths.reduce((a, b) => a + b, 0) - 4;
  const unit = Math.min(240, Math.max(104, free / gaps.reduce((a, b) => a + b, 0)));
  const height = Math.max(...heights) + HEAD + 8;
  const cards: Card[] = [];
  const heads: Layout["heads"][number][] = [];
  let x = 2 + Math.max(0, (free - unit * gaps.reduce((a, b) => a + b, 0)) / 2);
  columns.forEach((column, c) => {
    let y = HEAD + (height - HEAD - heights[c]!) / 2;
    for (const card of column) {
      cards.push({ ...card, x, y, width: widths[c]!, height: heightOf(card.kind) });
      y += heightOf(card.kind) + gap;
    }
    heads.push({ x: x + widths[c]! / 2, y: 16, anchor: "middle" });
    x += widths[c]! + unit * (gaps[c] ?? 0);
  });
  const width = Math.max(room, x + 2);
  return { direction: "across", width, height, cards, heads, edges: edgesOf(columns, cards, "across") };
}

function down(columns: readonly (readonly Loose[])[], room: number): Layout {
  const gap = 10;
  const widths = columns.map(({ length }) =>
    Math.max(80, Math.min(104, (room - 4 - (length - 1) * gap) / length)),
  );
  const whole = Math.max(room, ...columns.map(({ length }, c) => length * (widths[c]! + gap) - gap + 4));
  const cards: Card[] = [];
  const heads: Layout["heads"][number][] = [];
  let y = HEAD;
  columns.forEach((column, c) => {
    const width = widths[c]!;
    const loose = whole - 4 - column.length * width;
    const space = Math.min(40, loose / Math.max(1, column.length - 1));
    let x = 2 + (whole - 4 - column.length * width - (column.length - 1) * space) / 2;
    const tallest = Math.max(...column.map(({ kind }) => heightOf(kind)));
    heads.push({ x: 2, y: y - 10, anchor: "start" });
    for (const card of column) {
      cards.push({ ...card, x, y, width, height: heightOf(card.kind) });
      x += width + space;
    }
    const edges = column.length * (columns[c + 1]?.length ?? 0);
    y += tallest + (c === columns.length - 2 ? 84 : Math.min(190, 92 + 12 * edges));
  });
  const last = cards.at(-1)!;
  return {
    direction: "down",
    ...{ width: whole, height: last.y + last.height + 4, cards, heads },
    edges: edgesOf(columns, cards, "down", heads.map(headBox)),
  };
}

/** The room that the name of a layer takes. */
export function headBox({ x, y, anchor }: Layout["heads"][number]): Box {
  return { x: anchor === "middle" ? x - 58 : x, y: y - 14, width: 116, height: 20 };
}

function stackHeight(cards: readonly Loose[], gap: number): number {
  return cards.reduce((sum, { kind }) => sum + heightOf(kind), 0) + (cards.length - 1) * gap;
}

function edgesOf(
  columns: readonly (readonly Loose[])[],
  cards: readonly Card[],
  direction: Direction,
  /** Where no numbers may stand either. */
  taken: readonly Box[] = [],
): Edge[] {
  return columns.slice(1).flatMap((_, c) => {
    const [sources, targets] = [c, c + 1].map((layer) => cards.filter((card) => card.layer === layer));
    const edges = targets!.flatMap((target) =>
      sources!.map((source): Edge => {
        const kind =
          source.kind === "more" || target.kind === "more"
            ? "bundle"
            : target.kind === "cost"
              ? "cost"
              : "weight";
        const curve = between(source, target, direction);
        return { kind, layer: target.layer, from: source.unit, to: target.unit, curve };
      }),
    );
    const labelled = edges.filter(({ kind }) => kind !== "bundle");
    if (labelled.length > MOST_LABELS) return edges;
    const boxes = placeLabels(
      labelled.map(({ curve }) => curve),
      LABEL,
      [...sources!, ...targets!, ...taken],
    );
    return edges.map((edge) => {
      const place = labelled.indexOf(edge);
      return place < 0 ? edge : { ...edge, label: boxes[place]! };
    });
  });
}

function between(source: Card, target: Card, direction: Direction): Curve {
  if (direction === "across") {
    const from = { x: source.x + source.width, y: source.y + source.height / 2 };
    return curveBetween(from, { x: target.x, y: target.y + target.height / 2 }, direction);
  }
  const from = { x: source.x + source.width / 2, y: source.y + source.height };
  return curveBetween(from, { x: target.x + target.width / 2, y: target.y }, direction);
}
