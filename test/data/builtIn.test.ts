import { describe, expect, it } from "vitest";
import { builtInDigits } from "../../src/data/builtIn.ts";
import { inputWidth, targetWidth } from "../../src/data/dataset.ts";
import { ValueError } from "../../src/util/errors.ts";

describe("the built-in digits", () => {
  const { train, test } = builtInDigits({ seed: 1, train: 30, test: 20 });

  it("look like MNIST to a network: 784 bytes scaled by 1/255 and ten classes", () => {
    for (const dataset of [train, test]) {
      expect(inputWidth(dataset)).toBe(784);
      expect(targetWidth(dataset)).toBe(10);
      expect(dataset.inputs.data).toBeInstanceOf(Uint8Array);
      expect(dataset.inputs.scale).toBe(1 / 255);
      expect(dataset.inputShape).toEqual([28, 28]);
    }
    expect([train.size, test.size]).toEqual([30, 20]);
    expect(new Set(train.labels).size).toBe(10);
  });

  it("are fixed by the seed", () => {
    expect(builtInDigits({ seed: 1, train: 30, test: 20 })).toEqual({ train, test });
    expect(builtInDigits({ seed: 2, train: 30, test: 20 }).train.inputs).not.toEqual(train.inputs);
  });

  it("refuse an empty part", () => {
    expect(() => builtInDigits({ train: 0, test: 5 })).toThrow(ValueError);
  });
});
