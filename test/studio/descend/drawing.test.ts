import { describe, expect, it } from "vitest";
import { contoursAt } from "../../../apps/studio/src/descend/contours.ts";
import { placeLabels } from "../../../apps/studio/src/descend/labels.ts";
import { linearScale } from "../../../apps/studio/src/descend/scale.ts";
import { linePath, marked, markerPath } from "../../../apps/studio/src/descend/shapes.ts";
import { along } from "../../../apps/studio/src/descend/grid.ts";

describe("the labels of contours", () => {
  const window = { x: [-1, 1], y: [-1, 1] } as const;
  const size = 41;
  const values = Float64Array.from({ length: size * size }, (_, i) =>
    Math.hypot(along(window.x, i % size, size), along(window.y, Math.floor(i / size), size)),
  );
  const grid = { window, columns: size, rows: size, values };
  const levels = [0.1, 0.3, 0.5, 0.7, 0.9, 1.1];
  const contours = levels.flatMap((level) => contoursAt(grid, level));
  const frame = [40, 10, 400, 370] as const;
  const scales = { x: linearScale(window.x, [40, 400]), y: linearScale(window.y, [370, 10]) };
  const labels = placeLabels(contours, scales, frame);

  it("lie on their contours, one for each level at most", () => {
    expect(labels.length).toBeGreaterThanOrEqual(5);
    expect(new Set(labels.map(({ level }) => level)).size).toBe(labels.length);
    for (const { level, x, y } of labels) {
      expect(Math.hypot(scales.x.toValue(x), scales.y.toValue(y))).toBeCloseTo(level, 2);
    }
  });

  it("do not run into each other, nor out of the frame", () => {
    labels.forEach((label, i) => {
      expect(label.x - 26).toBeGreaterThanOrEqual(40);
      expect(label.x + 26).toBeLessThanOrEqual(400);
      for (const other of labels.slice(i + 1)) {
        const apart = Math.abs(other.x - label.x) >= 52 || Math.abs(other.y - label.y) >= 22;
        expect(apart).toBe(true);
      }
    });
  });

  it("are left out where there is no room", () => {
    const narrow = { x: linearScale(window.x, [0, 50]), y: linearScale(window.y, [50, 0]) };
    expect(placeLabels(contours, narrow, [0, 0, 50, 50])).toEqual([]);
  });
});

describe("a path on the map", () => {
  it("is a line through its stops", () => {
    expect(
      linePath([
        [0, 1],
        [2.25, 3],
      ]),
    ).toBe("M0.0 1.0L2.3 3.0");
  });

  it("has markers at the start, and then no closer than asked for", () => {
    const pixels = [0, 5, 9, 12, 13, 30].map((x) => [x, 0] as const);
    expect(marked(pixels, 10)).toEqual([0, 3, 5]);
    expect(marked([], 10)).toEqual([]);
  });

  it("has a marker of its own for each algorithm", () => {
    const shapes = (["circle", "square", "triangle", "diamond"] as const).map((shape) =>
      markerPath(shape, 10, 10, 8),
    );
    expect(new Set(shapes).size).toBe(4);
    for (const path of shapes) expect(path).toMatch(/^M[\d. -]+.*Z$/);
  });
});
