import { describe, expect, it } from "vitest";
import { labelledImages } from "../../src/data/labelledImages.ts";
import { FormatError, ValueError } from "../../src/util/errors.ts";
import { writeBytesIdx, writeIdx } from "./writeIdx.ts";

const names = { images: "images.idx", labels: "labels.idx", dataset: "two" };
const images = writeBytesIdx([2, 1, 2], [0, 255, 128, 64]);
const labels = writeBytesIdx([2], [3, 1]);

describe("labelledImages", () => {
  it("keeps bytes, scales them by 1/255 and has as many classes as the labels need", () => {
    const dataset = labelledImages(images, labels, names);
    expect(dataset.inputs).toEqual({ data: Uint8Array.of(0, 255, 128, 64), width: 2, scale: 1 / 255 });
    expect(dataset).toMatchObject({
      name: "two",
      size: 2,
      inputShape: [1, 2],
      classes: ["0", "1", "2", "3"],
    });
    expect(dataset.labels).toEqual(Uint8Array.of(3, 1));
  });

  it("keeps the numbers of other element types as they are", () => {
    const shape = [2, 2];
    const floats = writeIdx({ type: "float", shape, data: Float32Array.of(0.5, 1, 2, 3) });
    expect(labelledImages(floats, labels, names).inputs).toEqual({
      data: Float32Array.of(0.5, 1, 2, 3),
      width: 2,
      scale: 1,
    });
    const shorts = writeIdx({ type: "short", shape, data: Int16Array.of(-1, 300, 2, 3) });
    expect([...labelledImages(shorts, labels, names).inputs.data]).toEqual([-1, 300, 2, 3]);
    const ints = writeIdx({ type: "int", shape: [2], data: Int32Array.of(1, 0) });
    expect(labelledImages(images, ints, names).labels).toEqual(Int32Array.of(1, 0));
  });

  it("refuses different counts, and names both files and both counts", () => {
    expect(() => labelledImages(images, writeBytesIdx([3], [1, 2, 3]), names)).toThrow(
      "images.idx and labels.idx: must hold equally many samples, got 2 images and 3 labels",
    );
  });

  it("refuses the two files in the wrong order", () => {
    expect(() => labelledImages(labels, labels, names)).toThrow(
      "images.idx: images must have at least 2 dimensions",
    );
    expect(() => labelledImages(images, images, names)).toThrow(
      "labels.idx: labels must have 1 dimension, got 3",
    );
  });

  it("refuses labels that are fractions, negative or absurdly large", () => {
    const floats = writeIdx({ type: "double", shape: [2], data: Float64Array.of(0, 1) });
    expect(() => labelledImages(images, floats, names)).toThrow(
      "labels must be whole numbers, got elements of type double",
    );
    for (const label of [-1, 2 ** 31 - 1]) {
      const ints = writeIdx({ type: "int", shape: [2], data: Int32Array.of(0, label) });
      expect(() => labelledImages(images, ints, names)).toThrow(`got ${label} for sample 1`);
    }
  });

  it("refuses labels beyond the classes asked for", () => {
    expect(() => labelledImages(images, labels, names, 3)).toThrow(ValueError);
  });

  it("refuses a number that is not finite, with its offset", () => {
    const bad = writeIdx({ type: "double", shape: [2, 2], data: Float64Array.of(1, 2, Number.NaN, 4) });
    expect(() => labelledImages(bad, labels, names)).toThrow(FormatError);
    expect(() => labelledImages(bad, labels, names)).toThrow(
      "images.idx: every number must be finite, got NaN at offset 28",
    );
  });
});
