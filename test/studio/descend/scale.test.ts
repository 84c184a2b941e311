import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readable } from "../../../apps/studio/src/descend/format.ts";
import { contourLevels } from "../../../apps/studio/src/descend/levels.ts";
import { linearScale, logScale, logTicks, ticks, zoomed } from "../../../apps/studio/src/descend/scale.ts";

const low = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const width = fc.double({ min: 1e-3, max: 1e3, noNaN: true });

describe("a scale", () => {
  it("takes values to pixels and back", () => {
    fc.assert(
      fc.property(low, width, low, (from, size, value) => {
        const { toPixel, toValue } = linearScale([from, from + size], [300, 20]);
        expect(toPixel(from)).toBe(300);
        expect(Math.abs(toValue(toPixel(value)) - value)).toBeLessThan(1e-9 * (1 + Math.abs(value) + size));
      }),
    );
  });

  it("goes by powers of ten", () => {
    const { toPixel, toValue } = logScale([0.01, 100], [0, 400]);
    expect(toPixel(1)).toBeCloseTo(200, 10);
    expect(toValue(300)).toBeCloseTo(10, 10);
    expect(logTicks([0.01, 100])).toEqual([0.01, 0.1, 1, 10, 100]);
  });

  it("widens around its centre", () => {
    expect(zoomed({ x: [-1, 3], y: [0, 1] }, 2)).toEqual({ x: [-3, 5], y: [-0.5, 1.5] });
  });
});

describe("ticks", () => {
  it.each([
    [[-1, 1], 4, [-1, -0.5, 0, 0.5, 1]],
    [[0, 0.7], 7, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]],
    [[-6.2, 7], 5, [-5, 0, 5]],
  ] as const)("of %j are round", (range, count, expected) => {
    expect(ticks(range, count)).toEqual(expected);
  });

  it("lie inside, and are about as many as wanted", () => {
    fc.assert(
      fc.property(low, width, fc.integer({ min: 2, max: 12 }), (from, size, count) => {
        const found = ticks([from, from + size], count);
        expect(found.length).toBeLessThanOrEqual(count + 1);
        expect(found.length).toBeGreaterThanOrEqual(Math.floor(count / 2.5));
        for (const tick of found) {
          expect(tick).toBeGreaterThanOrEqual(from - 1e-9 * size - 1e-12);
          expect(tick).toBeLessThanOrEqual(from + size * (1 + 1e-9) + 1e-12);
        }
      }),
    );
  });
});

describe("the levels of contours", () => {
  it("grow by squares, so that a bowl shows rings at even distances", () => {
    const roots = contourLevels([0, 100], 9).map(Math.sqrt);
    roots.forEach((root, k) => {
      expect(root).toBeCloseTo(k + 1, 0);
    });
  });

  it("are short, different, and between the lowest and the highest cost", () => {
    fc.assert(
      fc.property(low, width, (from, size) => {
        const levels = contourLevels([from, from + size], 10);
        expect(new Set(levels).size).toBe(levels.length);
        expect(levels.length).toBeGreaterThanOrEqual(8);
        expect(levels.every((level) => level > from && level < from + size)).toBe(true);
        expect(levels).toEqual(levels.toSorted((a, b) => a - b));
      }),
    );
  });

  it("are none on a plain", () => {
    expect(contourLevels([0.25, 0.25], 10)).toEqual([]);
    expect(contourLevels([0.25, 0.25 + 1e-15], 10)).toEqual([]);
  });
});

describe("a number to read", () => {
  it.each([
    [0, "0"],
    [-0.126301, "−0.1263"],
    [1234567, "1.235×10⁶"],
    [0.00001, "10⁻⁵"],
    [100, "100"],
    [Infinity, "∞"],
    [NaN, "not a number"],
  ])("%f is written %s", (value, text) => {
    expect(readable(value)).toBe(text);
  });
});
