import { contains, overlap, pointOn, type Box, type Curve, type Point } from "./geometry.ts";

const PLACES = Array.from({ length: 15 }, (_, i) => 0.15 + 0.05 * i);
const SAMPLES = Array.from({ length: 24 }, (_, i) => (i + 0.5) / 24);

/**
 * Where the numbers of each edge stand: on their curve, off each other, off the cards, and on as few other curves as possible.
 *
 * One edge after the other takes the best place left, those with the least choice first.
 */
export function placeLabels(
  curves: readonly Curve[],
  size: { readonly width: number; readonly height: number },
  cards: readonly Box[],
): Box[] {
  const traces = curves.map((curve) => SAMPLES.map((t) => pointOn(curve, t)));
  const placed: Box[] = [];
  const result: Box[] = [];
  for (const place of byChoice(curves)) {
    const curve = curves[place]!;
    let best: Box | undefined;
    let least = Infinity;
    for (const t of PLACES) {
      const box = around(pointOn(curve, t), size);
      const cost =
        placed.reduce((sum, other) => sum + overlap(grown(box, 3), other), 0) +
        2 * cards.reduce((sum, card) => sum + overlap(grown(box, 3), card), 0) +
        traces.reduce((sum, trace, i) => (i === place ? sum : sum + 14 * crossings(box, trace)), 0) +
        30 * Math.abs(t - 0.5);
      if (cost < least) [best, least] = [box, cost];
    }
    result[place] = best!;
    placed.push(best!);
  }
  return result;
}

/** Straight edges first: they lie between the others. */
function byChoice(curves: readonly Curve[]): number[] {
  const slant = ([p, , , s]: Curve): number => Math.min(Math.abs(s.y - p.y), Math.abs(s.x - p.x));
  return curves.map((_, i) => i).sort((a, b) => slant(curves[a]!) - slant(curves[b]!));
}

function around({ x, y }: Point, { width, height }: { width: number; height: number }): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function crossings(box: Box, trace: readonly Point[]): number {
  return trace.reduce((count, point) => count + (contains(box, point) ? 1 : 0), 0);
}
