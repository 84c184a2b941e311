import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { compareGradients, gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { quadratic } from "../../src/nn/costs/quadratic.ts";
import { dense } from "../../src/nn/layers/dense.ts";
import { costOf, forward, network, parametersOf } from "../../src/nn/network.ts";
import { add } from "../../src/ops/add.ts";
import { log } from "../../src/ops/log.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { square } from "../../src/ops/square.ts";
import { sqrt } from "../../src/ops/sqrt.ts";
import { sum } from "../../src/ops/sum.ts";
import { transpose } from "../../src/ops/transpose.ts";
import { Random } from "../../src/util/random.ts";

describe("compareGradients() on a 2-3-4 network", () => {
  const net = network({
    layers: [
      {
        weights: [
          [0.15, -0.42],
          [0.73, 0.31],
          [-0.58, 0.94],
        ],
        bias: [0.11, -0.27, 0.36],
        activation: "sigmoid",
      },
      {
        weights: [
          [0.4, -0.65, 0.22],
          [0.83, 0.17, -0.91],
          [-0.34, 0.56, 0.78],
          [0.05, -0.49, 0.62],
        ],
        bias: [0.6, -0.12, 0.25, -0.38],
        activation: "sigmoid",
      },
    ],
    cost: "quadratic",
  });
  const x = input("x", [2, 2]);
  const y = input("y", [2, 4]);
  const feeds = {
    x: [
      [0.05, 0.1],
      [-0.7, 1.3],
    ],
    y: [
      [0.01, 0.99, 0.4, 0.7],
      [0.8, 0.2, 0.6, 0.1],
    ],
  };
  const pass = forward(net, x);
  const cost = costOf(net, pass, y);
  const parameters = parametersOf(net);
  const rightOnes: readonly Tensor[] = gradients(cost, parameters);
  const compare = (claimed: readonly Tensor[]) => compareGradients(cost, parameters, claimed, feeds);

  it("passes the right ones with an error far below the tolerance", () => {
    const check = compare(rightOnes);
    expect(check.verdict).toBe("pass");
    expect(check.maxRelativeError).toBeLessThan(1e-8);
    expect(check.variables.map(({ name, checked, kinks }) => [name, checked, kinks])).toEqual([
      ["W¹", 6, 0],
      ["b¹", 3, 0],
      ["W²", 12, 0],
      ["b²", 4, 0],
    ]);
  });

  it.each([0, 1, 2, 3])(
    "rejects each single element of parameter %d that is wrong by a part in 10⁴, and names it",
    (p) => {
      const { shape } = parameters[p]!;
      const size = shape.reduce((a, b) => a * b, 1);
      for (let at = 0; at < size; at++) {
        const factors = new Float64Array(size).fill(1);
        factors[at] = 1.0001;
        const wrong = multiply(rightOnes[p]!, constant({ data: factors, shape }));
        const check = compare(rightOnes.with(p, wrong));
        expect(check.verdict).toBe("fail");
        expect(check.variables.map(({ relativeError }) => relativeError > 1e-6)).toEqual(
          [0, 1, 2, 3].map((q) => q === p),
        );
        const columns = shape[1] ?? 1;
        const index = shape.length === 1 ? [at] : [Math.floor(at / columns), at % columns];
        expect(check.variables[p]!.worst.index).toEqual(index);
      }
    },
  );

  it("rejects the errors of books: σ′ lost, δ transposed, ½ missing, sum for mean, sign, one bias for all", () => {
    const [z1, z2] = pass.z;
    const [a1, a2] = pass.a;
    const w2 = net.layers[1]!.weights;
    const slope = (a: Tensor): Tensor => multiply(a, add(1, multiply(-1, a)));
    const miss = multiply(add(a2!, multiply(-1, y)), 0.5);
    const delta2 = multiply(miss, slope(a2!));
    const delta1 = multiply(matmul(delta2, w2), slope(a1!));
    const from = (d1: Tensor, d2: Tensor): Tensor[] => [
      matmul(transpose(d1), x),
      sum(d1, 0),
      matmul(transpose(d2), a1!),
      sum(d2, 0),
    ];
    expect(compare(from(delta1, delta2)).verdict).toBe("pass");
    // σ′(z²) on the wrong side of Wᵀ, as in "σ′ ⊙ (Wᵀ ∂C/∂a)" for equal sizes: here σ′ of layer 1 stands in.
    expect(compare(from(multiply(matmul(miss, w2), slope(a1!)), delta2)).verdict).toBe("fail");
    expect(compare(from(matmul(delta2, w2), delta2)).verdict).toBe("fail");
    expect(compare(from(delta1, miss)).verdict).toBe("fail");
    expect(compare(from(multiply(delta1, slope(a1!)), delta2)).verdict).toBe("fail");
    expect(compare(from(multiply(matmul(delta2, w2), slope(z1!)), delta2)).verdict).toBe("fail");
    expect(compare(from(delta1, multiply(miss, slope(z2!)))).verdict).toBe("fail");
    expect(compare(from(multiply(delta1, 2), multiply(delta2, 2))).verdict).toBe("fail");
    expect(compare(from(multiply(delta1, -1), multiply(delta2, -1))).verdict).toBe("fail");
    const bias = add(multiply(sum(delta2), 0.25), constant([0, 0, 0, 0]));
    expect(compare([...from(delta1, delta2).slice(0, 3), bias]).verdict).toBe("fail");
  });

  it("rejects claims that do not fit, and options under which anything would pass", () => {
    expect(() => compare(rightOnes.slice(1))).toThrow(/needs a gradient for each of 4 tensors, got 3/);
    expect(() => compare(rightOnes.with(0, rightOnes[1]!))).toThrow(
      /gradient 0 must have the shape of its tensor, \[3, 2\], got \[3\]/,
    );
    expect(() => compareGradients(pass.output, parameters, rightOnes, feeds)).toThrow(
      /only a scalar has a gradient/,
    );
    for (const tolerance of [0, -1, Number.NaN]) {
      expect(() => compareGradients(cost, parameters, rightOnes, feeds, { tolerance })).toThrow(
        /tolerance must be over 0/,
      );
    }
    for (const sample of [0, -1, Number.NaN]) {
      expect(() => compareGradients(cost, parameters, rightOnes, feeds, { sample })).toThrow(
        /sample must be 1 or more/,
      );
    }
  });

  it("fails on NaN and on infinity, wherever they are", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      const claim = add(
        rightOnes[2]!,
        constant([
          [0, 0, 0],
          [0, 0, bad],
          [0, 0, 0],
          [0, 0, 0],
        ]),
      );
      const check = compare(rightOnes.with(2, claim));
      expect(check.verdict).toBe("fail");
      expect(check.variables[2]!.worst.index).toEqual([1, 2]);
    }
    const v = input("v", [2]);
    // A step to the left of the first element leaves the square root's domain: its difference alone is NaN.
    const edge = gradientCheck(sum(sqrt(v)), [v], { v: [1e-9, 4] });
    expect(edge.verdict).toBe("fail");
    expect(edge.maxRelativeError).toBeNaN();
    expect(edge.variables[0]!.worst.index).toEqual([0]);
    expect(gradientCheck(sum(log(v)), [v], { v: [-1, 1] }).verdict).toBe("fail");
    expect(gradientCheck(sum(log(v)), [v], { v: [0, 1] }).verdict).toBe("fail");
  });

  it("compares the sampled elements only, the same for the same seed, and still needs claims that are finite", () => {
    const options = { sample: 5, seed: 9 };
    const check = compareGradients(cost, parameters, rightOnes, feeds, options);
    expect(check.variables.map(({ checked }) => checked)).toEqual([5, 3, 5, 4]);
    expect(compareGradients(cost, parameters, rightOnes, feeds, options)).toEqual(check);
  });

  it("rejects the printed derivation that puts σ′ on the wrong side of Wᵀ: 0.03512 in place of 0.03635", () => {
    // Mazur's 2-2-2 network; ∂C/∂a¹ by differences is (0.03635, 0.04137), by the misprint (0.03512, 0.03760).
    const a = input("a", [2]);
    const [w, b] = [
      constant([
        [0.4, 0.45],
        [0.5, 0.55],
      ]),
      constant([0.6, 0.6]),
    ];
    const c = quadratic(sigmoid(dense(a, w, b)), constant([0.01, 0.99]));
    const at = { a: [0.593269992, 0.596884378] };
    const check = gradientCheck(c, [a], at);
    expect(check.verdict).toBe("pass");
    expect(check.variables[0]!.worst.numeric).toBeCloseTo(
      check.variables[0]!.worst.index[0] === 0 ? 0.03635 : 0.04137,
      5,
    );
    expect(compareGradients(c, [a], [constant([0.03512, 0.0376])], at).verdict).toBe("fail");
    expect(compareGradients(c, [a], [constant([0.03635031, 0.0376])], at).verdict).toBe("fail");
    expect(compareGradients(c, [a], [constant([0.03512, 0.04137])], at, { tolerance: 1e-2 }).verdict).toBe(
      "fail",
    );
  });
});

it("one element wrong by a part in 50,000 is found among 2,000 right ones, which dilute a common norm 45-fold", () => {
  const w = input("w", [2000]);
  const random = new Random(5);
  const values = Array.from({ length: 2000 }, () => random.normal());
  const cost = sum(multiply(square(w), 0.5));
  const at = values.findIndex((v) => Math.abs(v) > 0.9 && Math.abs(v) < 1.1);
  const factors = values.map((_, i) => (i === at ? 1.00002 : 1));
  const check = compareGradients(cost, [w], [multiply(w, constant(factors))], { w: values });
  expect(check.verdict).toBe("fail");
  expect(check.variables[0]!.worst.index).toEqual([at]);
  expect(compareGradients(cost, [w], [w], { w: values }).verdict).toBe("pass");
});
