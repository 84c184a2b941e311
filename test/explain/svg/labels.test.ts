import { describe, expect, it } from "vitest";
import { arranged, crowded, withRoom } from "../../../src/explain/svg/labels.ts";
import type { SceneEdge } from "../../../src/explain/svg/scene.ts";

type Point = SceneEdge["from"];

/** An edge that wants its label in its middle. */
function edge(from: Point, to: Point, isHighlighted = false): SceneEdge {
  return { from, to, forward: { isNegative: false, weight: 1, label: "+0.5" }, labelAt: 0.5, isHighlighted };
}

const down = edge([0, 0], [300, 200]);
const up = edge([0, 200], [300, 0]);
const shares = (edges: readonly SceneEdge[]): (number | undefined)[] =>
  withRoom(edges).map(({ labelAt }) => labelAt);

describe("labels of edges that cross", () => {
  it("make room: the first stays, the next moves along its edge", () => {
    const [first, second] = shares([down, up]);
    expect(first).toBe(0.5);
    expect(second).toBeDefined();
    expect(Math.abs(second! - 0.5)).toBeGreaterThan(0.05);
  });

  it("stay where their edge is pointed out", () => {
    const [first, second] = shares([down, { ...up, isHighlighted: true }]);
    expect(first).not.toBe(0.5);
    expect(second).toBe(0.5);
  });

  it("are left out where there is no room: between boxes that are near, or along the same line", () => {
    expect(shares([edge([0, 0], [30, 0])])).toEqual([undefined]);
    const same = Array.from({ length: 12 }, () => edge([0, 0], [300, 200]));
    const left = shares(same).filter((share) => share !== undefined);
    expect(left.length).toBeGreaterThan(1);
    expect(left.length).toBeLessThan(12);
  });

  it("stay left out where they are not wanted", () => {
    expect(shares([{ ...down, labelAt: undefined }, up])).toEqual([undefined, 0.5]);
  });
});

describe("the space between two columns", () => {
  it("grows with the labels and with the boxes on the right", () => {
    expect(arranged(100, 2, 3).gap).toBeGreaterThan(arranged(50, 2, 3).gap);
    expect(arranged(50, 2, 4).gap).toBeGreaterThan(arranged(50, 2, 3).gap);
    expect(crowded(120).gap).toBeGreaterThan(crowded(50).gap);
  });

  it("gives each box on the right labels in a place of their own", () => {
    const { gap, at } = arranged(60, 3, 4);
    const places = [0, 1, 2, 3].map((place) => at(place) * gap);
    expect(places[0]).toBeGreaterThan(30);
    for (const i of [1, 2, 3]) expect(places[i]! - places[i - 1]!).toBeGreaterThan(60);
    expect(gap - places[3]!).toBeGreaterThan(30);
  });
});
