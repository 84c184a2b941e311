import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { input } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { squaredError } from "../../src/nn/costs/squaredError.ts";
import { network, costOf, forward, parametersOf } from "../../src/nn/network.ts";
import { add } from "../../src/ops/add.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { constant } from "../../src/graph/leaves.ts";
import { reshape } from "../../src/ops/reshape.ts";
import { expectClose, numbersOf, sigma, sigmaPrime } from "./numbers.ts";

const number = fc.double({ min: -3, max: 3, noNaN: true });

describe("section 1 of the notes: one neuron a layer, C₀ = (a - y)²", () => {
  const [aPrevious, w, b, y] = [input("a⁰", []), input("w", []), input("b", []), input("y", [])];
  const z = add(multiply(w, aPrevious), b);
  const a = sigmoid(z);
  const C = squaredError(reshape(a, [1]), reshape(y, [1]));
  const [dw, db, daPrevious] = gradients(C, [w, b, aPrevious]);

  const at = (check: (point: { aPrevious: number; w: number; b: number; y: number; z: number }) => void) => {
    fc.assert(
      fc.property(number, number, number, number, (previous, weight, bias, target) => {
        check({ aPrevious: previous, w: weight, b: bias, y: target, z: weight * previous + bias });
      }),
    );
  };
  const feeds = (point: { aPrevious: number; w: number; b: number; y: number }) =>
    new Map([
      [aPrevious, point.aPrevious],
      [w, point.w],
      [b, point.b],
      [y, point.y],
    ]);

  it("1.3: ∂C₀/∂w = 2 (a - y) σ′(z) a⁰", () => {
    at((p) => {
      expectClose(numbersOf(dw, feeds(p)), [2 * (sigma(p.z) - p.y) * sigmaPrime(p.z) * p.aPrevious]);
    });
  });

  it("1.4: ∂C₀/∂b = 2 (a - y) σ′(z)", () => {
    at((p) => {
      expectClose(numbersOf(db, feeds(p)), [2 * (sigma(p.z) - p.y) * sigmaPrime(p.z)]);
    });
  });

  it("1.5: ∂C₀/∂a⁰ = 2 (a - y) σ′(z) w, which the notes print as ∂C₀/∂b", () => {
    at((p) => {
      expectClose(numbersOf(daPrevious, feeds(p)), [2 * (sigma(p.z) - p.y) * sigmaPrime(p.z) * p.w]);
    });
    const p = { aPrevious: 0.5, w: 0.3, b: 0.1, y: 1 };
    expect(numbersOf(daPrevious, feeds(p))).not.toEqual(numbersOf(db, feeds(p)));
  });
});

describe("1.6: over all samples, ∂C/∂w is the mean of the samples' ∂Cₖ/∂w", () => {
  const samples = [
    { x: 0.5, y: 1 },
    { x: -1.5, y: 0.2 },
    { x: 2, y: 0.7 },
  ];
  const description = {
    layers: [
      { weights: [[0.8]], bias: [-0.3], activation: "sigmoid" as const },
      { weights: [[-1.1]], bias: [0.4], activation: "sigmoid" as const },
    ],
    cost: "squared-error" as const,
  };
  const slopes = (rows: typeof samples, reduction: "mean" | "sum"): number[] => {
    const net = network({ ...description, reduction });
    const x = constant(rows.map((row) => [row.x]));
    const y = constant(rows.map((row) => [row.y]));
    const found = gradients(costOf(net, forward(net, x), y), parametersOf(net)) as readonly Tensor[];
    return found.flatMap((gradient) => numbersOf(gradient));
  };

  it("in a chain of two neurons, for every parameter", () => {
    const single = samples.map((sample) => slopes([sample], "mean"));
    const mean = single[0]!.map((_, i) => (single[0]![i]! + single[1]![i]! + single[2]![i]!) / 3);
    expectClose(slopes(samples, "mean"), mean);
  });

  it('which the reduction "sum" makes the sum', () => {
    const mean = slopes(samples, "mean");
    expectClose(
      slopes(samples, "sum"),
      mean.map((value) => 3 * value),
    );
  });

  it("and the first layer's follows the chain through both neurons", () => {
    const [{ x, y }] = samples as [(typeof samples)[0]];
    const z1 = 0.8 * x - 0.3;
    const z2 = -1.1 * sigma(z1) + 0.4;
    const delta2 = 2 * (sigma(z2) - y) * sigmaPrime(z2);
    const delta1 = delta2 * -1.1 * sigmaPrime(z1);
    expectClose(slopes([{ x, y }], "mean"), [delta1 * x, delta1, delta2 * sigma(z1), delta2]);
  });
});
