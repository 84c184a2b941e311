import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchRanges, epochOrder } from "../../src/data/batches.ts";
import { ValueError } from "../../src/util/errors.ts";

describe("epochOrder", () => {
  it("holds every row exactly once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (size, seed, epoch, shuffle) => {
          const order = [...epochOrder(size, seed, epoch, shuffle)].sort((a, b) => a - b);
          expect(order).toEqual(Array.from({ length: size }, (_, i) => i));
        },
      ),
    );
  });

  it("is the same whatever was drawn before, and another for another epoch or seed", () => {
    const seventh = epochOrder(100, 42, 7, true);
    epochOrder(100, 42, 6, true);
    expect(epochOrder(100, 42, 7, true)).toEqual(seventh);
    expect(epochOrder(100, 42, 8, true)).not.toEqual(seventh);
    expect(epochOrder(100, 43, 7, true)).not.toEqual(seventh);
  });

  it("is the file's order without shuffling", () => {
    expect([...epochOrder(4, 1, 3, false)]).toEqual([0, 1, 2, 3]);
  });

  it("refuses sizes, epochs and seeds that are not whole numbers", () => {
    for (const bad of [-1, 0.5, Number.NaN]) {
      expect(() => epochOrder(bad, 1, 0, true)).toThrow(ValueError);
      expect(() => epochOrder(3, 1, bad, true)).toThrow(ValueError);
      expect(() => epochOrder(3, bad, 0, true)).toThrow(ValueError);
    }
    expect(() => epochOrder(0, 1, 0, true)).toThrow("size must be a whole number from 1 on, got 0");
  });
});

describe("batchRanges", () => {
  it("ends with a short batch where the size is no multiple", () => {
    expect(batchRanges(5, 2)).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
      { start: 4, end: 5 },
    ]);
    expect(batchRanges(3, 10)).toEqual([{ start: 0, end: 3 }]);
  });

  it("covers every row exactly once, in batches of the size asked for except the last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 600 }), (size, batch) => {
        const ranges = batchRanges(size, batch);
        const rows = ranges.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i),
        );
        expect(rows).toEqual(Array.from({ length: size }, (_, i) => i));
        expect(ranges.slice(0, -1).every(({ start, end }) => end - start === batch)).toBe(true);
      }),
    );
  });

  it.each([0, -3, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses batches of %s", (batch) => {
    expect(() => batchRanges(10, batch)).toThrow(ValueError);
    expect(() => batchRanges(10, batch)).toThrow(`batch must be a whole number from 1 on, got ${batch}`);
  });
});
