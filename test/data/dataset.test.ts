import { describe, expect, it } from "vitest";
import {
  copyInputs,
  copyTargets,
  inputWidth,
  labelledDataset,
  regressionDataset,
  targetWidth,
} from "../../src/data/dataset.ts";
import { tableFromRows, type Table } from "../../src/data/table.ts";
import { NumericError, ShapeError, ValueError } from "../../src/util/errors.ts";

const pixels: Table = { data: Uint8Array.of(0, 255, 51, 102, 255, 0), width: 2, scale: 1 / 255 };
const labelled = labelledDataset({
  name: "three",
  inputs: pixels,
  labels: [2, 0, 1],
  classes: ["a", "b", "c"],
});
const regression = regressionDataset({
  name: "line",
  inputs: tableFromRows([[1], [2]]),
  targets: tableFromRows([
    [3, 4],
    [5, 6],
  ]),
});

describe("a labelled dataset", () => {
  it("keeps bytes as bytes and labels as whole numbers, not one-hot rows", () => {
    expect(labelled.inputs.data).toBe(pixels.data);
    expect(labelled.labels).toEqual(Int32Array.of(2, 0, 1));
    expect([labelled.size, inputWidth(labelled), targetWidth(labelled)]).toEqual([3, 2, 3]);
  });

  it("keeps typed labels without copying them", () => {
    const labels = Uint8Array.of(1, 0, 1);
    expect(labelledDataset({ name: "x", inputs: pixels, labels, classes: 2 }).labels).toBe(labels);
  });

  it("names numbered classes 0, 1, …", () => {
    expect(labelledDataset({ name: "x", inputs: pixels, labels: [0, 0, 0], classes: 3 }).classes).toEqual([
      "0",
      "1",
      "2",
    ]);
  });

  it("copies scaled inputs in the order of the rows, with repeats, at an offset", () => {
    const out = new Float64Array(7).fill(-1);
    copyInputs(labelled, [1, 0, 1], out, 1);
    expect(out[0]).toBe(-1);
    [51 / 255, 102 / 255, 0, 1, 51 / 255, 102 / 255].forEach((value, i) => {
      expect(out[i + 1]).toBeCloseTo(value, 15);
    });
  });

  it("makes one-hot rows over whatever the batch held before", () => {
    const out = new Float32Array(8).fill(7);
    copyTargets(labelled, Int32Array.of(2, 0), out, 1);
    expect([...out]).toEqual([7, 0, 1, 0, 0, 0, 1, 7]);
  });

  it.each([-1, 3, 0.5, Number.NaN])("refuses the label %s", (label) => {
    const make = () => labelledDataset({ name: "x", inputs: pixels, labels: [0, label, 0], classes: 3 });
    expect(make).toThrow(ValueError);
    expect(make).toThrow(
      `dataset "x": the label of row 1 must be a whole number from 0 to 2 (3 classes), got ${label}`,
    );
  });

  it("refuses another number of labels than of inputs", () => {
    const make = () => labelledDataset({ name: "x", inputs: pixels, labels: [0, 1], classes: 2 });
    expect(make).toThrow(ShapeError);
    expect(make).toThrow('dataset "x": each of the 3 inputs must have one label, got 2 labels');
  });

  it.each([0, -1, 1.5])("refuses %s classes", (classes) => {
    expect(() => labelledDataset({ name: "x", inputs: pixels, labels: [0, 0, 0], classes })).toThrow(
      ValueError,
    );
  });
});

describe("a regression dataset", () => {
  it("copies real targets as they are", () => {
    const out = new Float64Array(4);
    copyTargets(regression, [1, 0], out);
    expect([...out]).toEqual([5, 6, 3, 4]);
    expect(targetWidth(regression)).toBe(2);
  });

  it("refuses targets that are not finite or not as many as the inputs", () => {
    const inputs = tableFromRows([[1], [2]]);
    const targets: Table = { data: Float64Array.of(1, Number.NaN), width: 1, scale: 1 };
    expect(() => regressionDataset({ name: "x", inputs, targets })).toThrow(NumericError);
    expect(() => regressionDataset({ name: "x", inputs, targets })).toThrow('dataset "x", targets');
    expect(() => regressionDataset({ name: "x", inputs, targets: tableFromRows([[1]]) })).toThrow(ShapeError);
  });
});

describe("copying a batch", () => {
  it.each([copyInputs, copyTargets])("%o refuses an array that is too short", (copy) => {
    for (const dataset of [labelled, regression]) {
      expect(() => {
        copy(dataset, [0, 1], new Float64Array(1));
      }).toThrow(ShapeError);
      expect(() => {
        copy(dataset, [0], new Float64Array(9), -1);
      }).toThrow(ShapeError);
    }
  });

  it.each([copyInputs, copyTargets])("%o refuses a row that is not there", (copy) => {
    for (const dataset of [labelled, regression]) {
      expect(() => {
        copy(dataset, [3], new Float64Array(9));
      }).toThrow(ValueError);
    }
  });
});
