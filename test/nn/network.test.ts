import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { constant, heldValue, input } from "../../src/graph/leaves.ts";
import {
  costOf,
  forward,
  inputSize,
  network,
  outputSize,
  parametersOf,
  withParameters,
} from "../../src/nn/network.ts";
import { hostArray, toHostArray } from "../../src/tensor/hostArray.ts";
import { ShapeError, ValueError } from "../../src/util/errors.ts";

type Description = Parameters<typeof network>[0];

const description: Description = {
  layers: [
    {
      weights: [
        [0.1, 0.3],
        [0.2, 0.4],
        [-0.5, 0.6],
      ],
      bias: [0.1, -0.1, 0],
      activation: "tanh",
    },
    { weights: [[0.7, -1.2, 0.9]], bias: [0.05], activation: "identity" },
  ],
  cost: "quadratic",
};

describe("network()", () => {
  const net = network(description);

  it("names its parameters as the notes do, in order", () => {
    expect(parametersOf(net).map(String)).toEqual([
      "W¹ = parameter[3, 2]",
      "b¹ = parameter[3]",
      "W² = parameter[1, 3]",
      "b² = parameter[1]",
    ]);
    expect([inputSize(net), outputSize(net), net.reduction]).toEqual([2, 1, "mean"]);
  });

  it("gives a¹ = tanh(W¹ x + b¹) and a² = W² a¹ + b², here by hand", () => {
    const x = [1, 0.5];
    const a1 = [0.1 + 0.15 + 0.1, 0.2 + 0.2 - 0.1, -0.5 + 0.3].map(Math.tanh);
    const a2 = 0.7 * a1[0]! - 1.2 * a1[1]! + 0.9 * a1[2]! + 0.05;
    const pass = forward(net, constant([x]));
    expect(pass.z.map(({ label }) => label)).toEqual(["z¹", "z²"]);
    expect(evaluate(pass.output).shape).toEqual([1, 1]);
    expect(evaluate(pass.output).data[0]).toBeCloseTo(a2, 15);
  });

  it("takes one sample as a vector, and gives what a batch of one gives", () => {
    const [one, batch] = [forward(net, constant([1, 0.5])), forward(net, constant([[1, 0.5]]))];
    expect(one.output.shape).toEqual([1]);
    expect(evaluate(one.output).data).toEqual(evaluate(batch.output).data);
    const costs = [costOf(net, one, constant([0.2])), costOf(net, batch, constant([[0.2]]))];
    expect(evaluate(costs[0]!)).toEqual(evaluate(costs[1]!));
  });

  it("treats the rows of a batch alike and apart", () => {
    const rows = [
      [1, 0.5],
      [-2, 3],
      [0, 0],
    ];
    const together = evaluate(forward(net, constant(rows)).output).data;
    const apart = rows.map((row) => evaluate(forward(net, constant([row])).output).data[0]);
    expect([...together]).toEqual(apart);
  });

  it("refuses inputs of another size with both sizes", () => {
    for (const shape of [[5, 3], [3], [], [4, 1, 2], [2, 1]]) {
      expect(() => forward(net, input("x", shape))).toThrow(/rows of 2 inputs, shape \[batch, 2\], got/);
    }
  });

  it("refuses targets of another shape than its output", () => {
    const pass = forward(net, input("x", [5, 2]));
    for (const shape of [[5], [1, 1], [5, 2], [1, 5]]) {
      expect(() => costOf(net, pass, input("y", shape))).toThrow(ShapeError);
    }
  });

  const [first, second] = description.layers;
  it.each<[string, unknown, RegExp, typeof ShapeError | typeof ValueError]>([
    ["no layers", { ...description, layers: [] }, /at least one layer/, ShapeError],
    ["an unknown cost", { ...description, cost: "quadratc" }, /did you mean "quadratic"\?/, ValueError],
    [
      "an unknown reduction",
      { ...description, reduction: "avg" },
      /reduction must be one of mean, sum, got "avg"/,
      ValueError,
    ],
    [
      "an unknown activation",
      { ...description, layers: [{ ...first, activation: "sigmoyd" }] },
      /did you mean "sigmoid"\?/,
      ValueError,
    ],
    ["a name every object has", { ...description, cost: "toString" }, /the cost must be one of/, ValueError],
    [
      "a bias of another size",
      { ...description, layers: [{ ...first, bias: [1, 2] }] },
      /layer 1 must have weights \[out, in\] and bias \[out\].*got \[3, 2\] and \[2\]/,
      ShapeError,
    ],
    [
      "a bias that is a matrix",
      { ...description, layers: [{ ...first, bias: [[1], [2], [3]] }] },
      /layer 1/,
      ShapeError,
    ],
    [
      "weights without columns",
      { ...description, layers: [{ weights: [[]], bias: [0], activation: "tanh" }] },
      /from 1 on/,
      ShapeError,
    ],
    [
      "weights without rows",
      { ...description, layers: [{ weights: [], bias: [], activation: "tanh" }] },
      /layer 1/,
      ShapeError,
    ],
    [
      "ragged weights",
      { ...description, layers: [{ ...first, weights: [[1, 2], [3]] }] },
      /W¹\[1\]: must have 2 entries/,
      ShapeError,
    ],
    [
      "layers that do not chain",
      { ...description, layers: [first, { ...second, weights: [[1, 2]] }] },
      /layer 2 must take the 3 outputs of the layer before it/,
      ShapeError,
    ],
  ])("refuses %s", (_, wrong, message, error) => {
    expect(() => network(wrong as Description)).toThrow(message);
    expect(() => network(wrong as Description)).toThrow(error);
  });
});

describe("withParameters()", () => {
  const net = network(description);

  it("gives the same network with other numbers, and leaves the old one as it was", () => {
    const doubled = parametersOf(net).map((p) =>
      hostArray(
        heldValue(p)!.data.map((v) => 2 * v),
        p.shape,
      ),
    );
    const other = withParameters(net, doubled);
    expect(parametersOf(other).map((p) => heldValue(p))).toEqual(doubled);
    expect(parametersOf(other).map(({ label }) => label)).toEqual(
      parametersOf(net).map(({ label }) => label),
    );
    expect([other.cost, other.reduction]).toEqual([net.cost, net.reduction]);
    expect(heldValue(net.layers[0]!.weights)).toEqual(toHostArray(description.layers[0]!.weights));
  });
});
