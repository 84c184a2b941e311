import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelledDataset, regressionDataset } from "../../src/data/dataset.ts";
import { splitDataset, subset } from "../../src/data/split.ts";
import { tableFromRows } from "../../src/data/table.ts";
import { ValueError } from "../../src/util/errors.ts";

/** Row i holds the number i, so that a row says where it comes from. */
const counted = (size: number) =>
  regressionDataset({
    name: "counted",
    inputs: tableFromRows(Array.from({ length: size }, (_, i) => [i])),
    targets: tableFromRows(Array.from({ length: size }, (_, i) => [-i])),
  });

describe("subset", () => {
  it("takes inputs, labels and classes in the order of the rows", () => {
    const inputs = tableFromRows([[1], [2], [3]]);
    for (const labels of [Uint8Array.of(0, 1, 1), Int32Array.of(0, 1, 1)]) {
      const all = labelledDataset({ name: "x", inputs, labels, classes: ["a", "b"], inputNames: ["n"] });
      const part = subset(all, [2, 0]);
      expect([...part.inputs.data]).toEqual([3, 1]);
      expect([...part.labels]).toEqual([1, 0]);
      expect(part.labels.constructor).toBe(labels.constructor);
      expect(part).toMatchObject({ size: 2, classes: ["a", "b"], inputNames: ["n"], name: "x" });
    }
  });

  it("refuses no rows and rows that are not there", () => {
    expect(() => subset(counted(2), [])).toThrow(ValueError);
    expect(() => subset(counted(2), [2])).toThrow("from 0 to 1, got 2");
  });
});

describe("splitDataset", () => {
  it("gives two parts that are disjoint, complete and not empty", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.nat(),
        (size, fraction, seed) => {
          const { train, test } = splitDataset(counted(size), fraction, seed);
          expect(train.size).toBeGreaterThan(0);
          expect(test.size).toBeGreaterThan(0);
          const rows = [...train.inputs.data, ...test.inputs.data].sort((a, b) => a - b);
          expect(rows).toEqual(Array.from({ length: size }, (_, i) => i));
          expect(Array.from(test.targets.data, (t) => 0 - t)).toEqual([...test.inputs.data]);
        },
      ),
    );
  });

  it("is fixed by the seed, and shuffles", () => {
    const rows = (seed: number) => [...splitDataset(counted(50), 0.2, seed).test.inputs.data];
    expect(rows(1)).toEqual(rows(1));
    expect(rows(1)).not.toEqual(rows(2));
    expect(rows(1)).toHaveLength(10);
  });

  it.each([0, 1, -0.1, 1.5, Number.NaN])("refuses the fraction %s", (fraction) => {
    expect(() => splitDataset(counted(4), fraction, 1)).toThrow(`between 0 and 1, got ${fraction}`);
  });

  it("refuses a single sample", () => {
    expect(() => splitDataset(counted(1), 0.5, 1)).toThrow("needs at least 2 samples");
  });
});
