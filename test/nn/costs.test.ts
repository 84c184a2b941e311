import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { sigmoidBinaryCrossEntropy } from "../../src/nn/costs/binaryCrossEntropy.ts";
import { costs, COST_NAMES, type CostName } from "../../src/nn/costs/costs.ts";
import { softmaxCrossEntropy } from "../../src/nn/costs/crossEntropy.ts";
import { costOf, forward, network, type Reduction } from "../../src/nn/network.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { softmax } from "../../src/ops/softmax.ts";
import { sum } from "../../src/ops/sum.ts";

type Pairwise = (a: number, y: number, n: number) => number;

/** The cost of one of n outputs, and its slope ∂C/∂a, by the textbook. */
const closedForms: Record<CostName, readonly [term: Pairwise, slope: Pairwise]> = {
  quadratic: [(a, y) => (a - y) ** 2 / 2, (a, y) => a - y],
  "squared-error": [(a, y) => (a - y) ** 2, (a, y) => 2 * (a - y)],
  "mean-squared-error": [(a, y, n) => (a - y) ** 2 / n, (a, y, n) => (2 * (a - y)) / n],
  "cross-entropy": [(a, y) => -y * Math.log(a), (a, y) => -y / a],
  "binary-cross-entropy": [
    (a, y) => -(y * Math.log(a) + (1 - y) * Math.log(1 - a)),
    (a, y) => (a - y) / (a * (1 - a)),
  ],
};

const A = [
  [0.2, 0.7, 0.1],
  [0.5, 0.25, 0.9],
];
const Y = [
  [0, 1, 0.3],
  [0.6, 0, 1],
];

describe.each(COST_NAMES)("%s", (name) => {
  const [term, slope] = closedForms[name];
  const a = input("a", [2, 3]);
  const y = input("y", [2, 3]);
  const perSample = costs[name].ofSamples(a, y);

  it("is its definition, sample by sample", () => {
    const found = evaluate(perSample, { a: A, y: Y });
    expect(found.shape).toEqual([2]);
    A.forEach((row, i) => {
      const expected = row.reduce((total, value, j) => total + term(value, Y[i]![j]!, 3), 0);
      expect(found.data[i]).toBeCloseTo(expected, 13);
    });
  });

  it("has the gradient of its definition", () => {
    const [da] = gradients(sum(perSample), [a]);
    const found = evaluate(da, { a: A, y: Y });
    A.flat().forEach((value, i) => {
      expect(found.data[i]).toBeCloseTo(slope(value, Y.flat()[i]!, 3), 12);
    });
  });

  it("of one sample without a batch is a scalar", () => {
    const found = evaluate(costs[name].ofSamples(constant(A[0]!), constant(Y[0]!)));
    expect(found.shape).toEqual([]);
    expect(found.data[0]).toBe(evaluate(perSample, { a: A, y: Y }).data[0]);
  });

  it("refuses targets that would stretch against the outputs", () => {
    for (const shape of [[2, 1], [3], [1, 3], []]) {
      expect(() => costs[name].ofSamples(a, input("y", shape))).toThrow(
        /targets must have the shape of the outputs, \[2, 3\], got/,
      );
    }
  });

  it.each(["mean", "sum"] as const)("over a batch is reduced by %s", (reduction: Reduction) => {
    const net = network({
      layers: [{ weights: [[1]], bias: [0], activation: "identity" }],
      cost: name,
      reduction,
    });
    const x = input("x", [3, 1]);
    const target = input("y", [3, 1]);
    const values = [0.2, 0.5, 0.9];
    const wanted = [1, 0.5, 0];
    const found = evaluate(costOf(net, forward(net, x), target), {
      x: values.map((v) => [v]),
      y: wanted.map((v) => [v]),
    });
    const total = values.reduce((t, value, i) => t + term(value, wanted[i]!, 1), 0);
    expect(found.shape).toEqual([]);
    expect(found.data[0]).toBeCloseTo(reduction === "mean" ? total / 3 : total, 13);
  });
});

/** C and ∂C/∂x in numbers. */
function valueAndSlopes(cost: (x: Tensor) => Tensor, at: number[]): [number, number[]] {
  const x = input("x", [at.length]);
  const c = cost(x);
  const [value, slopes] = evaluate([c, ...gradients(c, [x])], { x: at });
  return [value!.data[0]!, [...slopes!.data]];
}

describe("extremes", () => {
  it("a target of 0 adds nothing to the cross-entropy, even at an activation of 0", () => {
    const [value, slopes] = valueAndSlopes(
      (a) => costs["cross-entropy"].ofSamples(a, constant([0, 1, 0])),
      [0, 1, 0],
    );
    expect(value + 0).toBe(0);
    expect(slopes.map((v) => v + 0)).toEqual([0, -1, 0]);
  });

  it("a wanted class of probability 0 costs infinitely much", () => {
    const [value] = valueAndSlopes((a) => costs["cross-entropy"].ofSamples(a, constant([1, 0])), [0, 1]);
    expect(value).toBe(Infinity);
  });

  it("the binary cross-entropy is 0 where activations of 0 and 1 are right, and infinite where one is wrong", () => {
    const cost = (y: number[]) => (a: Tensor) => costs["binary-cross-entropy"].ofSamples(a, constant(y));
    const [value, slopes] = valueAndSlopes(cost([0, 1]), [0, 1]);
    expect(value + 0).toBe(0);
    expect(slopes).toEqual([1, -1]);
    expect(valueAndSlopes(cost([1, 1]), [0, 1])[0]).toBe(Infinity);
    expect(valueAndSlopes(cost([0, 0]), [0, 1])[0]).toBe(Infinity);
  });

  const joint = [
    [[1000, -1000, 0], [0, 1, 0], 2000, [1, -1, 0]],
    [[1000, -1000, 0], [1, 0, 0], 0, [0, 0, 0]],
    [[-1000, -1000, -1000], [0, 0, 1], Math.log(3), [1 / 3, 1 / 3, -2 / 3]],
    [[1e300, -1e300], [1, 0], 0, [0, 0]],
    [[800, 0], [0.5, 0.5], 400, [0.5, -0.5]],
  ] as const;
  it.each(joint)(
    "softmax with cross-entropy is finite, its gradient exactly a - y: z = %j, y = %j",
    (z, y, cost, slopes) => {
      const [value, found] = valueAndSlopes((x) => softmaxCrossEntropy(x, constant(y)), [...z]);
      expect(value + 0).toBe(cost);
      found.forEach((slope, i) => {
        expect(slope).toBeCloseTo(slopes[i]!, 15);
      });
    },
  );

  const binary = [
    [1000, 1, 0, 0],
    [1000, 0, 1000, 1],
    [-1000, 1, 1000, -1],
    [-1000, 0, 0, 0],
    [0, 0.5, Math.LN2, 0],
    [1e300, 0, 1e300, 1],
    [-1e300, 1, 1e300, -1],
  ] as const;
  it.each(binary)(
    "sigmoid with binary cross-entropy is finite, its gradient exactly a - y: z = %d, y = %d",
    (z, y, cost, slope) => {
      const [value, found] = valueAndSlopes((x) => sigmoidBinaryCrossEntropy(x, constant([y])), [z]);
      expect(value + 0).toBe(cost);
      expect(found[0]! + 0).toBe(slope);
    },
  );

  it("joint forms agree with their parts where those are stable, gradients included", () => {
    const numbers = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (z, first) => {
        const y = constant(z.map((_, i) => (i === 0 ? first : (1 - first) / (z.length - 1))));
        for (const [whole, parts] of [
          [softmaxCrossEntropy, (x: Tensor) => costs["cross-entropy"].ofSamples(softmax(x), y)],
          [sigmoidBinaryCrossEntropy, (x: Tensor) => costs["binary-cross-entropy"].ofSamples(sigmoid(x), y)],
        ] as const) {
          const [value, slopes] = valueAndSlopes((x) => whole(x, y), z);
          const [expected, expectedSlopes] = valueAndSlopes(parts, z);
          expect(value).toBeCloseTo(expected, 9);
          slopes.forEach((slope, i) => {
            expect(slope).toBeCloseTo(expectedSlopes[i]!, 9);
          });
        }
      }),
      { seed: 2 },
    );
  });

  it("networks take the joint form, so that a sure and wrong output layer still learns", () => {
    for (const [activation, cost] of [
      ["softmax", "cross-entropy"],
      ["sigmoid", "binary-cross-entropy"],
    ] as const) {
      const net = network({ layers: [{ weights: [[1000], [-1000]], bias: [0, 0], activation }], cost });
      const x = input("x", [1, 1]);
      const c = costOf(net, forward(net, x), constant([[0, 1]]));
      const [value, db] = evaluate([c, ...gradients(c, [net.layers[0]!.bias])], { x: [[1]] });
      expect(value!.data[0]).toBe(2000);
      expect([...db!.data]).toEqual([1, -1]);
    }
  });
});
