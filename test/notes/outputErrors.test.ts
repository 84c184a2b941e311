import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jacobian } from "../../src/autodiff/jacobian.ts";
import { gradients } from "../../src/autodiff/reverse.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import { binaryCrossEntropy, sigmoidBinaryCrossEntropy } from "../../src/nn/costs/binaryCrossEntropy.ts";
import { crossEntropy, softmaxCrossEntropy } from "../../src/nn/costs/crossEntropy.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { softmax } from "../../src/ops/softmax.ts";
import { expectClose, numbersOf, sigma } from "./numbers.ts";

const vector = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 });
const shares = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });

const z = input("z", [3]);
const y = input("y", [3]);

describe("δ of the output layer is a - y", () => {
  const bySoftmax = [
    ["computed jointly from z", softmaxCrossEntropy(z, y)],
    ["composed of softmax and cross-entropy", crossEntropy(softmax(z), y)],
  ] as const;
  it.each(bySoftmax)("for softmax with cross-entropy, %s, where the targets add up to 1", (_, C) => {
    const [delta] = gradients(C, [z]);
    fc.assert(
      fc.property(vector, shares, (point, parts) => {
        const targets = parts.map((part) => part / parts.reduce((sum, other) => sum + other, 0));
        expectClose(
          numbersOf(delta, { z: point, y: targets }),
          softmaxOf(point).map((a, i) => a - targets[i]!),
        );
      }),
    );
  });

  it("for softmax with cross-entropy a Σ y - y in general", () => {
    const [delta] = gradients(softmaxCrossEntropy(z, y), [z]);
    const point = [0.3, -1, 2];
    const targets = [0.5, 1, 0.25];
    expectClose(
      numbersOf(delta, { z: point, y: targets }),
      softmaxOf(point).map((a, i) => 1.75 * a - targets[i]!),
    );
  });

  const bySigmoid = [
    ["computed jointly from z", sigmoidBinaryCrossEntropy(z, y)],
    ["composed of sigmoid and cross-entropy", binaryCrossEntropy(sigmoid(z), y)],
  ] as const;
  it.each(bySigmoid)("for sigmoid with binary cross-entropy, %s", (_, C) => {
    const [delta] = gradients(C, [z]);
    fc.assert(
      fc.property(vector, shares, (point, targets) => {
        expectClose(
          numbersOf(delta, { z: point, y: targets }),
          point.map((value, i) => sigma(value) - targets[i]!),
        );
      }),
    );
  });

  it("even where the activation itself has rounded to 0 or 1", () => {
    const far = constant([800, -800, 0]);
    const targets = constant([0, 1, 0]);
    const [bySoftmaxFar] = gradients(softmaxCrossEntropy(far, targets), [far]);
    const [bySigmoidFar] = gradients(sigmoidBinaryCrossEntropy(far, targets), [far]);
    expectClose(numbersOf(bySoftmaxFar), [1, -1, 0]);
    expectClose(numbersOf(bySigmoidFar), [1, -1, 0.5]);
  });
});

describe("the softmax's Jacobian", () => {
  it("is diag(a) - a aᵀ: not diagonal, unlike the sigmoid's", () => {
    const point = [0.5, -0.2, 1.1];
    const a = softmaxOf(point);
    const expected = a.flatMap((ai, i) => a.map((aj, j) => ai * (Number(i === j) - aj)));
    const found = numbersOf(jacobian(softmax(z), z), { z: point });
    expectClose(found, expected);
    expect(found[1]).toBeLessThan(-0.04);
  });
});

function softmaxOf(point: readonly number[]): number[] {
  const powers = point.map(Math.exp);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
