import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contoursAt, type Contour } from "../../../apps/studio/src/descend/contours.ts";
import { along, type Grid } from "../../../apps/studio/src/descend/grid.ts";

/** A function at the crossings of a grid over [-1, 1]². */
function gridOf(f: (x: number, y: number) => number, columns: number, rows = columns): Grid {
  const window = { x: [-1, 1], y: [-1, 1] } as const;
  const values = Float64Array.from({ length: columns * rows }, (_, i) =>
    f(along(window.x, i % columns, columns), along(window.y, Math.floor(i / columns), rows)),
  );
  return { window, columns, rows, values };
}

/** A grid of 2 × 2, its corners counter-clockwise from the lower left. */
function cell(corners: readonly [number, number, number, number]): Grid {
  const [a, b, c, d] = corners;
  return {
    window: { x: [0, 1], y: [0, 1] },
    ...{ columns: 2, rows: 2, values: Float64Array.of(a, b, d, c) },
  };
}

function pointsOf({ points }: Contour): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i]!, points[2 * i + 1]!]);
}

describe("the contours of a bowl", () => {
  const bowl = (x: number, y: number) => x * x + 4 * x * y * 0.2 + 2 * y * y;

  it.each([0.1, 0.25, 0.5])("at %f are one closed ellipse, to the square of the grid's step", (level) => {
    const contours = contoursAt(gridOf(bowl, 96), level);
    expect(contours).toHaveLength(1);
    expect(contours[0]!.closed).toBe(true);
    for (const [x, y] of pointsOf(contours[0]!)) expect(Math.abs(bowl(x, y) - level)).toBeLessThan(2e-3);
  });

  it("go all the way around the lowest point", () => {
    const [ellipse] = contoursAt(gridOf(bowl, 64), 0.3);
    const angles = pointsOf(ellipse!).map(([x, y]) => Math.atan2(y, x));
    const turns = angles.slice(1).map((angle, i) => Math.sin(angle - angles[i]!));
    expect(Math.abs(turns.reduce((sum, sine) => sum + Math.asin(sine), 0))).toBeCloseTo(2 * Math.PI, 6);
  });

  it("are four open arcs in the corners where the window cuts the ellipse", () => {
    const contours = contoursAt(
      gridOf((x, y) => x * x + y * y, 51),
      1.2,
    );
    expect(contours.map(({ closed }) => closed)).toEqual([false, false, false, false]);
  });
});

describe("a plane", () => {
  it("has straight contours, exact to rounding", () => {
    const [line, ...rest] = contoursAt(
      gridOf((x, y) => 3 * x + 2 * y, 20, 33),
      0.7,
    );
    expect(rest).toEqual([]);
    expect(line!.closed).toBe(false);
    for (const [x, y] of pointsOf(line!)) expect(3 * x + 2 * y).toBeCloseTo(0.7, 12);
  });

  it("has none at a level that it does not reach", () => {
    expect(contoursAt(cell([0, 1, 1, 0]), 2)).toEqual([]);
  });
});

describe("a cell with high opposite corners", () => {
  const sides = (
    corners: readonly [number, number, number, number],
    side: (x: number, y: number) => number,
  ) => contoursAt(cell(corners), 0.5).map((line) => pointsOf(line).map(([x, y]) => Math.sign(side(x, y))));

  it("joins them where its middle is high: the lines keep to either side of their diagonal", () => {
    const found = sides([1, 0.4, 1, 0.4], (x, y) => x - y);
    expect(found.sort()).toEqual([
      [-1, -1],
      [1, 1],
    ]);
  });

  it("parts them where its middle is low: the lines keep to either side of the other diagonal", () => {
    const found = sides([0.6, 0, 0.6, 0], (x, y) => x + y - 1);
    expect(found.sort()).toEqual([
      [-1, -1],
      [1, 1],
    ]);
  });
});

describe("any surface", () => {
  it("has contours whose points lie on grid edges, each edge crossed exactly once", () => {
    const surface = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 42, maxLength: 42 });
    fc.assert(
      fc.property(surface, (values) => {
        const grid = { ...gridOf(() => 0, 7, 6), values: Float64Array.from(values) };
        const level = 0.123;
        const differ = (i: number, j: number) => values[i]! >= level !== values[j]! >= level;
        let crossed = 0;
        for (let i = 0; i < 42; i++) {
          if (i % 7 < 6 && differ(i, i + 1)) crossed++;
          if (i < 35 && differ(i, i + 7)) crossed++;
        }
        const points = contoursAt(grid, level).flatMap((contour) =>
          // The last point of a closed line is its first.
          pointsOf(contour).slice(contour.closed ? 1 : 0),
        );
        expect(points).toHaveLength(crossed);
      }),
    );
  });

  it("is drawn around places without a number", () => {
    const grid = gridOf((x, y) => (x > 0.5 ? NaN : y), 21);
    const [line] = contoursAt(grid, 0.01);
    expect(Math.max(...pointsOf(line!).map(([x]) => x))).toBeCloseTo(0.5, 10);
  });
});
