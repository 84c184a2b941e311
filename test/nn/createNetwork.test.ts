import { describe, expect, it } from "vitest";
import { heldValue } from "../../src/graph/leaves.ts";
import type { ActivationName } from "../../src/nn/activations.ts";
import { createNetwork, type NetworkOptions } from "../../src/nn/createNetwork.ts";
import {
  INITIALIZER_NAMES,
  initializers,
  type InitializerName,
} from "../../src/nn/initializers/initializers.ts";
import { parametersOf, type Network } from "../../src/nn/network.ts";
import { ValueError } from "../../src/util/errors.ts";
import { Random } from "../../src/util/random.ts";

const numbersOf = (net: Network): number[][] => parametersOf(net).map((p) => [...heldValue(p)!.data]);

function moments(data: Float64Array) {
  const mean = data.reduce((a, b) => a + b, 0) / data.length;
  const variance = data.reduce((a, b) => a + (b - mean) ** 2, 0) / data.length;
  return { mean, variance };
}

describe("initializers", () => {
  // 200 × 300 weights: out and in differ, so that a fan taken for the other shows.
  const [out, into] = [200, 300];
  const variances: Record<Exclude<InitializerName, "zeros">, number> = {
    normal: 1,
    "xavier-normal": 2 / (into + out),
    "xavier-uniform": 2 / (into + out),
    "he-normal": 2 / into,
    "he-uniform": 2 / into,
    "lecun-normal": 1 / into,
    "lecun-uniform": 1 / into,
  };

  it.each(Object.entries(variances))("%s has mean 0 and variance %d", (name, variance) => {
    const data = initializers[name as InitializerName](out, into, new Random(11));
    expect(data.length).toBe(out * into);
    const found = moments(data);
    // Five standard errors: of the mean √(v / n), of a normal's variance v √(2 / n).
    expect(Math.abs(found.mean)).toBeLessThan(5 * Math.sqrt(variance / data.length));
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / data.length));
  });

  it.each(Object.entries(variances).filter(([name]) => name.endsWith("uniform")))(
    "%s stays within ±√(3 v) and comes near both ends",
    (name, variance) => {
      const data = initializers[name as InitializerName](out, into, new Random(12));
      const limit = Math.sqrt(3 * variance);
      expect(Math.max(...data)).toBeLessThanOrEqual(limit);
      expect(Math.min(...data)).toBeGreaterThanOrEqual(-limit);
      expect(Math.max(...data)).toBeGreaterThan(0.999 * limit);
      expect(Math.min(...data)).toBeLessThan(-0.999 * limit);
    },
  );

  it("normal ones have the tails of a normal distribution: 4.55 % beyond two deviations", () => {
    const data = initializers["he-normal"](out, into, new Random(13));
    const beyond = data.filter((v) => Math.abs(v) > 2 * Math.sqrt(2 / into)).length / data.length;
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.005);
  });

  it("zeros are zeros", () => {
    expect(initializers.zeros(2, 3)).toEqual(new Float64Array(6));
  });

  it("all are tested here", () => {
    expect([...INITIALIZER_NAMES].sort()).toEqual([...Object.keys(variances), "zeros"].sort());
  });
});

describe("createNetwork()", () => {
  it("gives the same network for the same seed, and another for another", () => {
    const options = { sizes: [4, 3, 2], seed: 5 };
    expect(numbersOf(createNetwork(options))).toEqual(numbersOf(createNetwork(options)));
    expect(numbersOf(createNetwork({ ...options, seed: 6 }))).not.toEqual(numbersOf(createNetwork(options)));
    expect(numbersOf(createNetwork({ sizes: [4, 3, 2] }))).toEqual(
      numbersOf(createNetwork({ sizes: [4, 3, 2], seed: 0 })),
    );
  });

  it("draws a layer's weights whatever the layers after it are", () => {
    const [short, long] = [createNetwork({ sizes: [4, 3, 2] }), createNetwork({ sizes: [4, 3, 5, 2] })];
    expect(numbersOf(long)[0]).toEqual(numbersOf(short)[0]);
    expect(numbersOf(long)[1]).toEqual(numbersOf(short)[1]);
  });

  it("draws no two layers alike", () => {
    const [w1, b1, w2, b2] = numbersOf(createNetwork({ sizes: [3, 3, 3] }));
    expect(w1).not.toEqual(w2);
    expect(b1).not.toEqual(b2);
    expect(w1!.slice(0, 3)).not.toEqual(b1);
  });

  it("is the notes' network by default: sigmoid, quadratic, mean, N(0, 1) for weights and biases", () => {
    const net = createNetwork({ sizes: [100, 200, 50] });
    expect(net.layers.map(({ activation }) => activation)).toEqual(["sigmoid", "sigmoid"]);
    expect([net.cost, net.reduction]).toEqual(["quadratic", "mean"]);
    for (const parameter of parametersOf(net)) {
      const { data } = heldValue(parameter)!;
      const found = moments(data);
      expect(Math.abs(found.mean)).toBeLessThan(5 / Math.sqrt(data.length));
      expect(Math.abs(found.variance - 1)).toBeLessThan(5 * Math.sqrt(2 / data.length));
    }
  });

  const fans: [ActivationName, number][] = [
    ["relu", 2 / 400],
    ["leaky-relu", 2 / 400],
    ["elu", 2 / 400],
    ["gelu", 2 / 400],
    ["silu", 2 / 400],
    ["tanh", 2 / 600],
    ["softplus", 2 / 600],
    ["identity", 2 / 600],
    ["softmax", 2 / 600],
    ["sigmoid", 1],
  ];
  it.each(fans)(
    "scales the weights of a %s layer to a variance of %d, biases to 0 but for sigmoid",
    (activation, variance) => {
      const net = createNetwork({ sizes: [400, 200], activation, seed: 3 });
      const [weights, bias] = parametersOf(net).map((p) => heldValue(p)!.data);
      expect(moments(weights!).variance / variance).toBeCloseTo(1, 1);
      expect(bias!.every((b) => b === 0)).toBe(activation !== "sigmoid");
    },
  );

  it("takes the initializer that is named for all layers, and the output activation for the last", () => {
    const net = createNetwork({
      sizes: [10, 8, 6],
      activation: "relu",
      outputActivation: "softmax",
      cost: "cross-entropy",
      reduction: "sum",
      initializer: "zeros",
    });
    expect(net.layers.map(({ activation }) => activation)).toEqual(["relu", "softmax"]);
    expect([net.cost, net.reduction]).toEqual(["cross-entropy", "sum"]);
    expect(
      numbersOf(net)
        .flat()
        .every((v) => v === 0),
    ).toBe(true);
  });

  it.each<[unknown, RegExp]>([
    [{ sizes: [784] }, /sizes must be at least two whole numbers from 1 on, .* got 784/],
    [{ sizes: [] }, /sizes must be/],
    [{ sizes: [3, 0] }, /got 3, 0/],
    [{ sizes: [3, 2.5] }, /got 3, 2\.5/],
    [{ sizes: [3, Number.NaN] }, /got 3, NaN/],
    [{ sizes: [3, 2], initializer: "xavier" }, /initializer must be one of .* got "xavier"/],
    [{ sizes: [3, 2], activation: "rleu" }, /activation must be one of .*did you mean "relu"/],
    [{ sizes: [3, 2], cost: "mse" }, /cost must be one of/],
    [{ sizes: [3, 2], seed: -1 }, /seed must be an integer from 0/],
    [{ sizes: [3, 2], seed: 0.5 }, /seed must be an integer from 0/],
  ])("refuses %j", (options, message) => {
    expect(() => createNetwork(options as NetworkOptions)).toThrow(message);
    expect(() => createNetwork(options as NetworkOptions)).toThrow(ValueError);
  });
});
