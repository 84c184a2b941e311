import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { labelledDataset } from "../../src/data/dataset.ts";
import { tableFromRows } from "../../src/data/table.ts";
import { constant } from "../../src/graph/leaves.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { forward, network } from "../../src/nn/network.ts";
import { evaluateNetwork } from "../../src/train/evaluation.ts";
import { classOf, Metrics } from "../../src/train/metrics.ts";
import { classifier, linear, slices, sums } from "./support.ts";

/** A number of samples that chunks of 200 do not divide. */
const points = slices(503, 6);

describe("evaluateNetwork()", () => {
  it.each(["mean", "sum"] as const)("equals a count by hand over every sample, reduction %s", (reduction) => {
    const net = { ...classifier(3), reduction };
    if (points.kind !== "labelled") throw new Error("slices are labelled");
    let [correct, cost] = [0, 0];
    const confusion = [0, 1, 2].map(() => [0, 0, 0]);
    for (let i = 0; i < points.size; i++) {
      const x = [...points.inputs.data.subarray(2 * i, 2 * i + 2)];
      const a = [...evaluate(forward(net, constant([x])).output).data];
      const [label, predicted] = [points.labels[i]!, a.indexOf(Math.max(...a))];
      correct += Number(label === predicted);
      confusion[label]![predicted]!++;
      cost -= Math.log(a[label]!);
    }
    const found = evaluateNetwork(net, points);
    expect(found).toMatchObject({ total: 503, correct, accuracy: correct / 503, confusion });
    expect(found.cost).toBeCloseTo(cost / 503, 12);
  });

  it("has a confusion matrix whose rows sum to the classes' sizes and whose diagonal is what is correct", () => {
    const { confusion, correct } = evaluateNetwork(classifier(4), points);
    if (points.kind !== "labelled") throw new Error("slices are labelled");
    const sizes = [0, 1, 2].map((c) => points.labels.filter((label) => label === c).length);
    expect(confusion!.map((row) => row.reduce((a, b) => a + b))).toEqual(sizes);
    expect(confusion![0]![0]! + confusion![1]![1]! + confusion![2]![2]!).toBe(correct);
  });

  it("has no classes for real targets", () => {
    const found = evaluateNetwork(linear(), sums(5));
    expect(found).toMatchObject({ total: 5, correct: null, accuracy: null, confusion: null });
    expect(found.cost).toBeGreaterThan(0);
  });

  it("refuses data of other sizes instead of reading past their rows", () => {
    const narrow = labelledDataset({
      name: "narrow",
      inputs: tableFromRows([[1], [2]]),
      labels: [0, 1],
      classes: 3,
    });
    expect(() => evaluateNetwork(classifier(), narrow)).toThrow(
      /the network has 2 inputs, but each sample of "narrow" has 1/,
    );
    expect(() => evaluateNetwork(createNetwork({ sizes: [2, 4] }), points)).toThrow(/4 outputs/);
  });

  it("takes a single output over ½ as the second of two classes", () => {
    const net = network({
      layers: [{ weights: [[1]], bias: [0], activation: "identity" }],
      cost: "quadratic",
    });
    const one = labelledDataset({
      name: "one",
      inputs: tableFromRows([[0.4], [0.5], [0.6]]),
      labels: [0, 0, 0],
      classes: 1,
    });
    // One class has one target, which is 1 in every row: the outputs over ½ are right.
    expect(evaluateNetwork(net, one).confusion).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });
});

describe("Metrics", () => {
  it("are the same however the samples are batched", () => {
    const rows = fc.array(
      fc.tuple(
        fc.nat(2),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      ),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (samples, size) => {
        const [whole, parts] = [new Metrics(points), new Metrics(points)];
        const add = (metrics: Metrics, some: typeof samples): void => {
          const outputs = Float64Array.from(some.flatMap(([, a]) => a));
          const targets = Float64Array.from(
            some.flatMap(([label]) => [0, 1, 2].map((c) => Number(c === label))),
          );
          metrics.add(some.length, outputs, targets, some.length);
        };
        add(whole, samples);
        for (let i = 0; i < samples.length; i += size) add(parts, samples.slice(i, i + size));
        expect([parts.total, parts.correct, parts.confusion]).toEqual([
          whole.total,
          whole.correct,
          whole.confusion,
        ]);
        expect([whole.total, whole.cost]).toEqual([samples.length, 1]);
        expect(whole.confusion!.flat().reduce((a, b) => a + b)).toBe(samples.length);
      }),
      { seed: 3 },
    );
  });

  it("take the first of equal outputs", () => {
    expect(classOf([9, 0.5, 0.5, 0.1], 1, 3)).toBe(0);
    expect(classOf([0.1, 0.7, 0.7], 0, 3)).toBe(1);
    expect([classOf([0.5], 0, 1), classOf([0.51], 0, 1)]).toEqual([0, 1]);
  });
});
