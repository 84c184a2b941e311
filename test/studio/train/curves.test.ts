import { describe, expect, it } from "vitest";
import { merge } from "../../../apps/studio/src/train/charts/merge.ts";
import { Series } from "../../../apps/studio/src/train/state/series.ts";

describe("a curve that grows", () => {
  it("holds what was pushed, and null where a curve has no point", () => {
    const series = new Series();
    series.push(1, [0.5, null]);
    series.push(2, [0.25, 3]);
    expect(series.columns).toEqual([
      [1, 2],
      [0.5, 0.25],
      [null, 3],
    ]);
  });

  it("stays short however long it grows, from its first point to nearly its last", () => {
    const series = new Series();
    for (let x = 0; x < 100_000; x++) series.push(x, [x]);
    const [xs = [], ys = []] = series.columns;
    expect(xs.length).toBeGreaterThan(400);
    expect(xs.length).toBeLessThanOrEqual(1000);
    expect(xs[0]).toBe(0);
    expect(xs.at(-1)).toBeGreaterThan(99_000);
    expect(ys).toEqual(xs);
    expect([...xs].sort((a, b) => a! - b!)).toEqual(xs);
  });

  it("begins anew when the number of curves changes", () => {
    const series = new Series();
    series.push(1, [2]);
    series.push(2, [3, 4]);
    expect(series.columns).toEqual([[2], [3], [4]]);
  });
});

describe("two families of curves over their own x", () => {
  it("become one, in the order of x", () => {
    const batches = [
      [0.5, 1.5],
      [9, 7],
    ];
    const epochs = [
      [1, 2],
      [8, 6],
      [5, null],
    ];
    expect(merge(batches, epochs)).toEqual([
      [0.5, 1, 1.5, 2],
      [9, null, 7, null],
      [null, 8, null, 6],
      [null, 5, null, null],
    ]);
  });

  it("have a column each before there is a point", () => {
    expect(merge([], [])).toEqual([[], [], []]);
  });
});
