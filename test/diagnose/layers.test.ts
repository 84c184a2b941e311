import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import { engine } from "../../src/engines.ts";
import { constant, heldValue } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { costOf, forward, network, parametersOf } from "../../src/nn/network.ts";
import { adam } from "../../src/optim/adam.ts";
import { constantRate } from "../../src/optim/schedules.ts";
import { initialState, trainingStep } from "../../src/optim/trainingStep.ts";
import { samples } from "./support.ts";

const net = createNetwork({ sizes: [5, 4, 3], activation: "tanh", outputActivation: "sigmoid", seed: 2 });
const data = samples(5, 3, 7);
const length = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

describe("the numbers of a layer", () => {
  const pass = forward(net, constant(data.x));
  const cost = costOf(net, pass, constant(data.y));
  const found = diagnose(net, data, { learningRate: 0.5 });

  it("are norms of gradients, each layer's also against the one above", () => {
    const norms = (tensors: readonly Tensor[]): number[] =>
      evaluate(gradients(cost, tensors) as readonly Tensor[]).map((array) => length(array.data));
    const deltas = norms(pass.z);
    const [dW1, db1, dW2, db2] = norms(parametersOf(net));
    const [first, second] = found.layers;
    expect(first!.gradients.z).toBeCloseTo(deltas[0]!, 12);
    expect(second!.gradients.z).toBeCloseTo(deltas[1]!, 12);
    expect([first!.gradients.weights, second!.gradients.weights]).toEqual([
      expect.closeTo(dW1!, 12),
      expect.closeTo(dW2!, 12),
    ]);
    expect([first!.gradients.bias, second!.gradients.bias]).toEqual([
      expect.closeTo(db1!, 12),
      expect.closeTo(db2!, 12),
    ]);
    expect(first!.gradients.toLayerAbove).toBeCloseTo(deltas[0]! / deltas[1]!, 12);
    expect(second!.gradients).toMatchObject({ toLayerAbove: null, toLastLayer: 1 });
    expect(first!.updateRatio).toBeCloseTo(
      (0.5 * dW1!) / length(heldValue(net.layers[0]!.weights)!.data),
      12,
    );
    expect(found.cost).toBeCloseTo(evaluate(cost).data[0]!, 12);
  });

  it("are means and deviations of z, a and σ′", () => {
    const [z, a] = [[...evaluate(pass.z[0]!).data], [...evaluate(pass.a[0]!).data]];
    const mean = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0) / values.length;
    const deviation = (values: readonly number[]): number =>
      Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
    const [first] = found.layers;
    expect(first!.z.mean).toBeCloseTo(mean(z), 12);
    expect(first!.z.std).toBeCloseTo(deviation(z), 12);
    expect(first!.a.std).toBeCloseTo(deviation(a), 12);
    expect(first!.meanSlope).toBeCloseTo(mean(z.map((v) => 1 / Math.cosh(v) ** 2)), 12);
    expect(first).toMatchObject({ layer: 1, inputs: 5, units: 4, activation: "tanh", dead: null });
  });

  it("are the same by a compiled engine, up to rounding", () => {
    const compiled = diagnose(net, data, {
      learningRate: 0.5,
      backend: engine({ engine: "wasm", precision: "f64" }),
    });
    compiled.layers.forEach(({ gradients: compiledGradients, meanSlope }, l) => {
      expect(meanSlope).toBeCloseTo(found.layers[l]!.meanSlope!, 10);
      expect(compiledGradients.weights).toBeCloseTo(found.layers[l]!.gradients.weights!, 10);
    });
    expect(compiled.curvature!.largest).toBeCloseTo(found.curvature!.largest, 3);
  });

  it("count flat activations: below a twentieth of the steepest slope", () => {
    // σ′(z) is below 0.0125 from |z| = 4.3567 on.
    const single = network({
      layers: [
        { weights: [[1], [0]], bias: [0, 9], activation: "sigmoid" },
        { weights: [[1, 1]], bias: [0], activation: "identity" },
      ],
      cost: "quadratic",
    });
    const { layers } = diagnose(single, { x: [[4.35], [-4.35], [4.36], [-4.36]], y: [[0], [0], [0], [0]] });
    expect(layers[0]!.saturated).toEqual({ share: 6 / 8, units: [1], stuck: null });
    expect(layers[1]!).toMatchObject({ saturated: null, meanSlope: 1, dead: { share: 0, units: [] } });
  });

  it("take the diagonal of softmax's Jacobian for its slope", () => {
    const flat = network({
      layers: [{ weights: [[0], [0]], bias: [0, 0], activation: "softmax" }],
      cost: "cross-entropy",
    });
    expect(diagnose(flat, { x: [[1]], y: [[1, 0]] }).layers[0]).toMatchObject({
      meanSlope: 0.25,
      dead: null,
    });
  });

  it("are of the optimizer's own step where there is one: Adam's first moves each weight by η", () => {
    const rate = 0.01;
    const { layers } = diagnose(net, data, {
      step: (C, parameters) => {
        const optimizer = adam();
        return trainingStep(C, parameters, optimizer, initialState(optimizer, parameters), {
          schedule: constantRate(rate),
        });
      },
    });
    const weights = heldValue(net.layers[0]!.weights)!.data;
    expect(layers[0]!.updateRatio).toBeCloseTo((rate * Math.sqrt(weights.length)) / length(weights), 6);
  });

  it("of summed costs are those of a training step's batch", () => {
    const summed = { ...net, reduction: "sum" as const };
    const [all, batch] = [diagnose(summed, data), diagnose(summed, data, { batch: 1 })];
    expect(batch.layers[0]!.gradients.z! * 7).toBeCloseTo(all.layers[0]!.gradients.z!, 12);
    expect(batch.curvature!.largest * 7).toBeCloseTo(all.curvature!.largest, 8);
    expect(diagnose(net, data, { batch: 1 }).cost).toBe(found.cost);
  });
});
