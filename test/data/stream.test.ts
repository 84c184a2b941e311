import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelledDataset, regressionDataset } from "../../src/data/dataset.ts";
import { chunkOrder, dataStream, sampleFormat, type DataStream } from "../../src/data/stream.ts";
import { tableFromRows } from "../../src/data/table.ts";
import { ValueError } from "../../src/util/errors.ts";

const chunks: DataStream["chunks"] = () => {
  throw new Error("nobody asks for chunks here");
};
const parts = { name: "big", size: 10, inputWidth: 3, chunks };

describe("dataStream", () => {
  it("knows its samples beforehand: of classes by name or number, or with real targets", () => {
    expect(dataStream({ ...parts, classes: ["no", "yes"] })).toEqual({
      kind: "stream",
      ...parts,
      targetWidth: 2,
      classes: ["no", "yes"],
    });
    expect(dataStream({ ...parts, classes: 3 })).toMatchObject({ targetWidth: 3, classes: ["0", "1", "2"] });
    expect(dataStream({ ...parts, targetWidth: 4 })).toMatchObject({ targetWidth: 4, classes: undefined });
  });

  it.each([
    [{ size: 0 }, "size must be a whole number from 1 on, got 0"],
    [{ size: 2.5 }, "size must be a whole number from 1 on, got 2.5"],
    [{ inputWidth: Number.NaN }, "inputWidth must be a whole number from 1 on, got NaN"],
    [{ targetWidth: -1 }, "targetWidth must be a whole number from 1 on, got -1"],
    [{ classes: 0 }, "there must be a whole number of classes from 1 on, got 0"],
    [{ classes: [] }, "there must be a whole number of classes from 1 on, got 0"],
  ])("refuses %o", (wrong, message) => {
    const make = () => dataStream({ ...parts, targetWidth: 1, ...(wrong as object) });
    expect(make).toThrow(`stream "big": ${message}`);
    expect(make).toThrow(ValueError);
  });
});

describe("chunkOrder", () => {
  it("names every chunk once, the same for the same epoch and seed", () => {
    const any = fc.record({ epoch: fc.nat(1000), seed: fc.nat(), shuffle: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), any, (count, epoch) => {
        const order = [...chunkOrder(count, epoch)];
        const sorted = Array.from({ length: count }, (_, i) => i);
        expect([...order].sort((a, b) => a - b)).toEqual(sorted);
        expect([...chunkOrder(count, epoch)]).toEqual(order);
        if (!epoch.shuffle) expect(order).toEqual(sorted);
      }),
    );
  });

  it("differs from epoch to epoch and from seed to seed", () => {
    const orders = [0, 1, 2].flatMap((epoch) =>
      [0, 1, 2].map((seed) => chunkOrder(20, { epoch, seed, shuffle: true }).join()),
    );
    expect(new Set(orders).size).toBe(9);
  });
});

describe("sampleFormat", () => {
  it("is of a dataset what a stream says of itself", () => {
    const inputs = tableFromRows([[1, 2, 3]]);
    const labelled = labelledDataset({ name: "one", inputs, labels: [1], classes: ["no", "yes"] });
    const regression = regressionDataset({ name: "one", inputs, targets: tableFromRows([[1, 2]]) });
    const formats = [
      dataStream({ ...parts, classes: ["no", "yes"] }),
      dataStream({ ...parts, targetWidth: 2 }),
    ].map(({ inputWidth, targetWidth, classes }) => ({ inputWidth, targetWidth, classes }));
    expect([sampleFormat(labelled), sampleFormat(regression)]).toEqual(formats);
  });
});
