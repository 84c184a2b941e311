import { contains, overlap, pointOn, type Box, type Curve, type Point } from "./geometry.ts";

const PLACES = Array.from({ length: 36 }, (_, i) => 0.15 + 0.02 * i);
const SAMPLES = Array.from({ length: 24 }, (_, i) => (i + 0.5) / 24);

/** How often every edge may look for a better place, once all have one. */
const ROUNDS = 4;

/**
 * Where the numbers of each edge stand: on their curve, off each other, off the cards, and on as few other curves as possible.
 *
 * One edge after the other takes the best place left, and then again, knowing where the others are.
 */
export function placeLabels(
  curves: readonly Curve[],
  size: { readonly width: number; readonly height: number },
  cards: readonly Box[],
): Box[] {
  const traces = curves.map((curve) => SAMPLES.map((t) => pointOn(curve, t)));
  const choices = curves.map((curve, own) =>
    PLACES.map((t) => {
      const box = around(pointOn(curve, t), size);
      const room = grown(box, 3);
      const cost =
        8 * sum(cards.map((card) => overlap(room, card))) +
        14 * sum(traces.map((trace, i) => (i === own ? 0 : crossings(box, trace)))) +
        30 * Math.abs(t - 0.5);
      return { box, room, cost };
    }),
  );
  const placed: (Box | undefined)[] = curves.map(() => undefined);
  const order = byChoice(curves);
  for (let round = 0; round < ROUNDS; round++) {
    for (const own of order) {
      const costs = choices[own]!.map(
        ({ room, cost }) =>
          cost + 8 * sum(placed.map((box, i) => (box === undefined || i === own ? 0 : overlap(room, box)))),
      );
      placed[own] = choices[own]![costs.indexOf(Math.min(...costs))]!.box;
    }
  }
  return placed.filter((box) => box !== undefined);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
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
