import { describe, expect, it } from "vitest";
import { contains, overlap, pointOn } from "../../../apps/studio/src/derive/diagram/geometry.ts";
import { layoutOf, type Layout } from "../../../apps/studio/src/derive/diagram/layout.ts";
import { unitsOf } from "../../../apps/studio/src/derive/diagram/units.ts";

const all = (size: number) => unitsOf(size, [], () => 0);
const layers = (...sizes: number[]) => sizes.map(all);

function overlaps(boxes: readonly Parameters<typeof overlap>[0][]): number {
  return boxes.flatMap((a, i) => boxes.slice(i + 1).map((b) => overlap(a, b))).reduce((x, y) => x + y, 0);
}

const shapes: [name: string, layout: Layout][] = [
  ["2-3-2 on a screen", layoutOf(layers(2, 3, 2), 750)],
  ["2-3-2 on a phone", layoutOf(layers(2, 3, 2), 296)],
  ["3-4-4-2 on a screen", layoutOf(layers(3, 4, 4, 2), 1100)],
];

describe.each(shapes)("the layout of %s", (_, { cards, edges, width, height }) => {
  it("puts no card on another, and all in the picture", () => {
    expect(overlaps(cards)).toBe(0);
    for (const card of cards) {
      expect(card.x).toBeGreaterThanOrEqual(0);
      expect(card.y).toBeGreaterThanOrEqual(0);
      expect(card.x + card.width).toBeLessThanOrEqual(width);
      expect(card.y + card.height).toBeLessThanOrEqual(height);
    }
  });

  it("puts no numbers of an edge on another's", () => {
    const labels = edges.flatMap(({ label }) => (label === undefined ? [] : [label]));
    expect(labels).toHaveLength(edges.length);
    expect(overlaps(labels)).toBe(0);
  });

  it("puts the numbers of an edge on its curve", () => {
    for (const { curve, label } of edges) {
      const points = Array.from({ length: 101 }, (__, i) => pointOn(curve, i / 100));
      expect(points.some((point) => contains(label!, point))).toBe(true);
    }
  });
});

describe("the layout", () => {
  it("goes across where there is room, down where there is little", () => {
    expect(layoutOf(layers(2, 3, 2), 750).direction).toBe("across");
    const phone = layoutOf(layers(2, 3, 2), 296);
    expect([phone.direction, phone.width]).toEqual(["down", 296]);
  });

  it("leaves numbers off edges that are too many", () => {
    const { edges } = layoutOf(layers(8, 8, 2), 1100);
    expect(edges.filter(({ layer }) => layer === 1).every(({ label }) => label === undefined)).toBe(true);
    expect(edges.filter(({ layer }) => layer === 2).every(({ label }) => label !== undefined)).toBe(true);
  });
});

describe("the neurons shown", () => {
  it("are all of a small layer", () => {
    expect(all(8)).toEqual({ shown: [0, 1, 2, 3, 4, 5, 6, 7], hidden: 0 });
  });

  it("are those that are asked for, then the most important, of a wide one", () => {
    expect(unitsOf(30, [17], (unit) => -Math.abs(unit - 5))).toEqual({ shown: [3, 4, 5, 6, 17], hidden: 25 });
  });
});
