import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { givenAt, withGiven } from "../../../apps/studio/src/derive/problem/entries.ts";
import { gradientStep } from "../../../apps/studio/src/derive/problem/gradientStep.ts";
import { History } from "../../../apps/studio/src/derive/problem/history.ts";
import { isWide, NOTE_001, sizesOf, type Problem } from "../../../apps/studio/src/derive/problem/problem.ts";
import {
  resized,
  withActivation,
  withCost,
  withLayer,
  withoutLayer,
  withoutSample,
  withSample,
} from "../../../apps/studio/src/derive/problem/resize.ts";
import { toNetwork } from "../../../src/format/networkFile.ts";
import { explainNetwork } from "../../../src/explain/network.ts";

/** Whether the library takes it. */
function derivable(problem: Problem): void {
  const { input, target, network } = problem;
  expect(explainNetwork(toNetwork(network), { input, target }).check.verdict).toBe("pass");
}

describe("a given number", () => {
  const places = [
    { of: "W1", index: [2, 1] },
    { of: "b2", index: [1] },
    { of: "x", index: [0] },
    { of: "y", index: [1] },
  ];

  it.each(places)("is changed in its place and nowhere else: $of at $index", (place) => {
    const next = withGiven(NOTE_001, place, 7.5);
    expect(givenAt(next, place)).toBe(7.5);
    for (const other of places.filter((one) => one !== place)) {
      expect(givenAt(next, other)).toBe(givenAt(NOTE_001, other));
    }
    expect(withGiven(next, place, givenAt(NOTE_001, place)!)).toEqual(NOTE_001);
  });

  it.each([
    { of: "W3", index: [0, 0] },
    { of: "W1", index: [3, 0] },
    { of: "z1", index: [0] },
  ])("is not there at $of, and nothing changes", (place) => {
    expect(givenAt(NOTE_001, place)).toBeUndefined();
    expect(withGiven(NOTE_001, place, 1)).toBe(NOTE_001);
  });

  it("is never one that is no number", () => {
    expect(withGiven(NOTE_001, places[0]!, Number.NaN)).toBe(NOTE_001);
  });
});

describe("a network of another size", () => {
  it("keeps the numbers that stay, and fits together", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 6 }), (layer, size) => {
        const next = resized(NOTE_001, layer, size);
        expect(sizesOf(next)).toEqual(sizesOf(NOTE_001).map((old, l) => (l === layer ? size : old)));
        next.network.layers.forEach(({ weights, bias }, l) => {
          expect(weights.map((row) => row.length)).toEqual(bias.map(() => sizesOf(next)[l]));
          weights.forEach((row, j) => {
            row.forEach((weight, k) => {
              expect(weight).toBe(NOTE_001.network.layers[l]!.weights[j]?.[k] ?? weight);
            });
          });
        });
        expect(next.input[0]).toHaveLength(sizesOf(next)[0]!);
        expect(next.target[0]).toHaveLength(sizesOf(next)[2]!);
      }),
    );
    derivable(resized(resized(NOTE_001, 0, 4), 2, 3));
  });

  it("gets a layer and loses it again", () => {
    const deeper = withLayer(NOTE_001);
    expect(sizesOf(deeper)).toEqual([2, 3, 3, 2]);
    derivable(deeper);
    expect(withoutLayer(deeper, 2)).toEqual(NOTE_001);
    expect(withoutLayer(NOTE_001, 2)).toBe(NOTE_001);
    expect(sizesOf(withoutLayer(NOTE_001, 1))).toEqual([2, 2]);
  });

  it("takes activations and costs", () => {
    derivable(withCost(withActivation(NOTE_001, 2, "softmax"), "cross-entropy"));
  });

  it("takes samples, and always keeps one", () => {
    const two = withSample(NOTE_001);
    expect([two.input.length, two.target.length, two.sample]).toEqual([2, 2, 1]);
    expect(two.input[1]).not.toEqual(two.input[0]);
    expect(withoutSample({ ...two, together: true })).toEqual(NOTE_001);
    expect(withoutSample(NOTE_001)).toBe(NOTE_001);
  });

  it("is wide from some hundred parameters on", () => {
    expect(isWide(NOTE_001)).toBe(false);
    expect(isWide(resized(NOTE_001, 1, 60))).toBe(true);
  });
});

describe("a gradient step", () => {
  it("goes against every gradient, and downhill", () => {
    const cost = ({ network, input, target }: Problem) =>
      explainNetwork(toNetwork(network), { input, target });
    const before = cost(NOTE_001);
    const gradients = (of: string) => before.steps.find((step) => step.of === of)?.value;
    const after = gradientStep(NOTE_001, gradients, 0.5);
    const slope = (gradients("W2") as number[][])[1]![2]!;
    expect(after.network.layers[1]!.weights[1]![2]).toBe(-0.5 - 0.5 * slope);
    expect(after.network.layers[0]!.bias[0]).toBe(0.1 - 0.5 * (gradients("b1") as number[])[0]!);
    expect(cost(after).cost.value).toBeLessThan(before.cost.value);
  });

  it("is refused where gradients are missing", () => {
    expect(() => gradientStep(NOTE_001, () => undefined, 1)).toThrow("gradients of layer 1");
  });
});

describe("the history", () => {
  it("goes back and forth, and a new change ends what was undone", () => {
    const history = new History<number>();
    history.push(1, "to two");
    history.push(2, "to three");
    expect(history.undo(3)).toBe(2);
    expect(history.redoes).toBe("to three");
    expect(history.undo(2)).toBe(1);
    expect(history.undo(1)).toBeUndefined();
    expect(history.redo(1)).toBe(2);
    history.push(2, "to four");
    expect(history.redoes).toBeUndefined();
    expect(history.undo(4)).toBe(2);
  });

  it("takes edits of one session as one", () => {
    const history = new History<number>();
    for (const value of [1, 2, 3]) history.push(value, "typing", "field 1");
    history.push(4, "typing", "field 2");
    expect(history.undo(5)).toBe(4);
    expect(history.undo(4)).toBe(1);
    expect(history.undoes).toBeUndefined();
  });
});
