import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStroke, smoothCurve } from "../src/data/digits/curve.ts";
import { digits } from "../src/data/digits/digits.ts";
import type { LabelledImages } from "../src/data/digits/digits.ts";
import { choosePen } from "../src/data/digits/pen.ts";
import { drawStrokes } from "../src/data/digits/raster.ts";
import { VARIANTS } from "../src/data/digits/strokes.ts";
import { ValueError } from "../src/util/errors.ts";
import { Random } from "../src/util/random.ts";

const PIXELS = 784;
const { train, test } = digits({ seed: 7, train: 1000, test: 200 });

function image(set: LabelledImages, i: number): Uint8Array {
  return set.images.subarray(i * PIXELS, (i + 1) * PIXELS);
}

/** Where the ink is: its box, its centre of mass and its darkest value. */
function measure(pixels: Uint8Array) {
  let [mass, x, y] = [0, 0, 0];
  const columns = new Set<number>();
  const rows = new Set<number>();
  pixels.forEach((value, p) => {
    if (value === 0) return;
    mass += value;
    x += value * (p % 28);
    y += value * Math.floor(p / 28);
    columns.add(p % 28);
    rows.add(Math.floor(p / 28));
  });
  const extent = (set: Set<number>) => Math.max(...set) - Math.min(...set) + 1;
  return {
    x: x / mass,
    y: y / mass,
    width: extent(columns),
    height: extent(rows),
    darkest: Math.max(...pixels),
  };
}

describe("digits", () => {
  it("draws 10,000 training and 2,000 test images from seed 0 by default", () => {
    const all = digits();
    expect([all.train.count, all.test.count]).toEqual([10_000, 2_000]);
    expect(all.train.images).toHaveLength(10_000 * PIXELS);
    expect(all.test.labels).toHaveLength(2_000);
    const few = digits({ seed: 0, train: 20, test: 10 });
    expect(startsWith(all.train, few.train) && startsWith(all.test, few.test)).toBe(true);
  });

  it("draws the same bytes from the same seed", () => {
    const again = digits({ seed: 7, train: 1000, test: 200 });
    expect(startsWith(again.train, train) && startsWith(again.test, test)).toBe(true);
  });

  it("draws image i from the seed, the split and i alone, whatever the counts", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (trainCount, testCount) => {
        const part = digits({ seed: 7, train: trainCount, test: testCount });
        expect([part.train.count, part.test.count]).toEqual([trainCount, testCount]);
        expect(startsWith(train, part.train) && startsWith(test, part.test)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("draws other images and another order from another seed", () => {
    const other = digits({ seed: 8, train: 1000, test: 0 }).train;
    expect(other.labels).not.toEqual(train.labels);
    expect(distinct(train, other)).toBe(2000);
  });

  it("repeats no image, neither within a split nor between training and test", () => {
    expect(distinct(train, test)).toBe(1200);
    expect(test.labels).not.toEqual(train.labels.subarray(0, 200));
  });

  it("has each digit once in every ten images, in an order that changes", () => {
    const orders = new Set<string>();
    for (let block = 0; block < 100; block++) {
      const labels = [...train.labels.subarray(10 * block, 10 * block + 10)];
      orders.add(labels.join(""));
      expect(labels.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(orders.size).toBeGreaterThan(95);
  });

  it("puts dark ink in a 20×20 box on clean paper, centre of mass at pixel 14 to half a pixel", () => {
    for (let i = 0; i < 300; i++) {
      const ink = measure(image(train, i));
      expect(Math.max(ink.width, ink.height)).toBeLessThanOrEqual(20);
      expect(Math.max(ink.width, ink.height)).toBeGreaterThanOrEqual(19);
      expect(ink.darkest).toBeGreaterThan(200);
      expect(Math.abs(ink.x - 14)).toBeLessThan(0.52);
      expect(Math.abs(ink.y - 14)).toBeLessThan(0.52);
    }
  });

  it("labels what it draws: the nearest class mean names most test images", () => {
    const means = Array.from({ length: 10 }, () => new Float64Array(PIXELS));
    for (let i = 0; i < train.count; i++) {
      const mean = means[train.labels[i]!]!;
      image(train, i).forEach((value, p) => (mean[p]! += value / 100));
    }
    let right = 0;
    for (let i = 0; i < test.count; i++) {
      const distances = means.map((mean) => mean.reduce((d, m, p) => d + (m - image(test, i)[p]!) ** 2, 0));
      if (distances.indexOf(Math.min(...distances)) === test.labels[i]) right++;
    }
    expect(right / test.count).toBeGreaterThan(0.65);
  });

  it.each([-1, 1.5, Number.NaN])("refuses %s as a count, by name", (count) => {
    expect(() => digits({ train: count })).toThrow(ValueError);
    expect(() => digits({ test: count })).toThrow(/test must be a count of images.*got/);
  });
});

/** Whether the images and labels of `part` are the first ones of `whole`. */
function startsWith(whole: LabelledImages, part: LabelledImages): boolean {
  return (
    part.images.every((value, p) => value === whole.images[p]) &&
    part.labels.every((value, i) => value === whole.labels[i])
  );
}

function distinct(a: LabelledImages, b: LabelledImages): number {
  const seen = new Set<string>();
  for (const set of [a, b])
    for (let i = 0; i < set.count; i++) seen.add(String.fromCharCode(...image(set, i)));
  return seen.size;
}

describe("smoothCurve", () => {
  it("passes every knot", () => {
    const knots = parseStroke("0,0 10,40 50,30 20,90");
    const points = smoothCurve(knots);
    for (const { x, y } of knots) {
      expect(Math.min(...points.map((p) => Math.hypot(p.x - x, p.y - y)))).toBeLessThan(1e-9);
    }
  });

  it("keeps the pieces on either side of a corner straight, and bends them without it", () => {
    const offTheEdge = (text: string) =>
      smoothCurve(parseStroke(text)).filter((p) => p.x * p.y > 1e-9).length;
    expect(offTheEdge("0,50 0,0^ 50,0")).toBe(0);
    expect(smoothCurve(parseStroke("0,50 0,0 50,0")).filter((p) => p.x * p.y < -1e-9)).not.toHaveLength(0);
  });
});

describe("drawStrokes", () => {
  it("draws the same image wherever and however large the strokes are", () => {
    const pen = choosePen(new Random(1));
    const draw = (scale: number, shift: number) => {
      const target = new Uint8Array(PIXELS);
      const points = [
        { x: 0, y: 0 },
        { x: 3, y: 5 },
        { x: 2, y: 9 },
      ];
      drawStrokes([points.map(({ x, y }) => ({ x: scale * x + shift, y: scale * y - shift }))], pen, target);
      return target;
    };
    expect(draw(16, 32)).toEqual(draw(1, 0));
  });
});

describe("VARIANTS", () => {
  it("holds several ways to write each digit, every stroke of finite points", () => {
    expect(VARIANTS).toHaveLength(10);
    for (const variants of VARIANTS) {
      expect(variants.length).toBeGreaterThanOrEqual(5);
      for (const stroke of variants.flatMap(({ strokes }) => strokes.map(parseStroke))) {
        expect(stroke.length).toBeGreaterThanOrEqual(2);
        expect(stroke.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
      }
    }
  });
});
