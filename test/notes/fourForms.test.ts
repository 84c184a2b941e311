import { describe, expect, it } from "vitest";
import { jacobian } from "../../src/autodiff/jacobian.ts";
import { gradients } from "../../src/autodiff/reverse.ts";
import { constant, parameter } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { quadratic } from "../../src/nn/costs/quadratic.ts";
import { dense } from "../../src/nn/layers/dense.ts";
import { einsum } from "../../src/ops/einsum.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { outer } from "../../src/ops/outer.ts";
import { reshape } from "../../src/ops/reshape.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { transpose } from "../../src/ops/transpose.ts";
import { expectClose, numbersOf, sigma, sigmaPrime } from "./numbers.ts";

// All sizes differ and nothing is symmetric, so that a forgotten transpose or a wrong order cannot hide.
const [x, y] = [
  [0.9, -0.4],
  [0.1, 0.7, 0.3, 0.9],
];
const w1 = [
  [0.1, 0.4],
  [0.2, -0.3],
  [0.5, 0.7],
];
const w2 = [
  [0.3, -0.7, 0.2],
  [0.6, 0.1, -0.5],
  [-0.4, 0.8, 0.9],
  [1.1, -0.2, 0.4],
];
const [bias1, bias2] = [
  [0.1, -0.2, 0.3],
  [0.05, -0.15, 0.25, -0.35],
];

const [W1, W2] = [parameter("W¹", w1), parameter("W²", w2)];
const z1 = dense(constant(x), W1, constant(bias1));
const a1 = sigmoid(z1);
const z2 = dense(a1, W2, constant(bias2));
const a2 = sigmoid(z2);
const C = quadratic(a2, constant(y));
const [dW1, dW2, dCda1, dCda2] = gradients(C, [W1, W2, a1, a2]);

describe("on a 2-3-4 network, ∂C/∂W is the same", () => {
  const slope = (a: Tensor): Tensor => multiply(a, subtract(1, a));
  const delta2 = multiply(subtract(a2, constant(y)), slope(a2));
  const delta1 = multiply(matmul(transpose(W2), delta2), slope(a1));

  it("as sums over indices", () => {
    const zOne = w1.map((row, j) => row[0]! * x[0]! + row[1]! * x[1]! + bias1[j]!);
    const zTwo = w2.map((row, i) => row.reduce((sum, w, j) => sum + w * sigma(zOne[j]!), bias2[i]!));
    const error = (i: number): number => (sigma(zTwo[i]!) - y[i]!) * sigmaPrime(zTwo[i]!);
    const second = w2.flatMap((row, i) => row.map((_, j) => error(i) * sigma(zOne[j]!)));
    const first = w1.flatMap((row, j) =>
      row.map((_, k) => {
        let arriving = 0;
        for (let i = 0; i < 4; i++) arriving += error(i) * w2[i]![j]!;
        return arriving * sigmaPrime(zOne[j]!) * x[k]!;
      }),
    );
    expectClose(numbersOf(dW2), second);
    expectClose(numbersOf(dW1), first);
  });

  it("as Hadamard products, equations (1), (3), (4) and (6)", () => {
    expectClose(numbersOf(outer(delta2, a1)), numbersOf(dW2));
    expectClose(numbersOf(outer(delta1, constant(x))), numbersOf(dW1));
  });

  it("as a product of full Jacobians, with the row vector on the left", () => {
    const row = [
      jacobian(a2, z2),
      jacobian(z2, a1),
      jacobian(a1, z1),
      reshape(jacobian(z1, W1), [3, 6]),
    ].reduce((left: Tensor, right) => matmul(left, right), subtract(a2, constant(y)));
    expectClose(numbersOf(row), numbersOf(dW1));
    const short = matmul(matmul(dCda2, jacobian(a2, z2)), reshape(jacobian(z2, W2), [4, 12]));
    expectClose(numbersOf(short), numbersOf(dW2));
  });

  it("as a contraction of a rank-3 tensor with a vector", () => {
    expect(jacobian(a1, W1).shape).toEqual([3, 3, 2]);
    expect(jacobian(a2, W2).shape).toEqual([4, 4, 3]);
    expectClose(numbersOf(einsum("i,ijk->jk", dCda1, jacobian(a1, W1))), numbersOf(dW1));
    expectClose(numbersOf(einsum("i,ijk->jk", dCda2, jacobian(a2, W2))), numbersOf(dW2));
  });
});

describe("the Jacobians on the way", () => {
  it("∂a/∂z is diagonal, with σ′(z) on the diagonal", () => {
    const slopes = numbersOf(z2).map(sigmaPrime);
    const expected = slopes.flatMap((slope, i) => slopes.map((_, j) => (i === j ? slope : 0)));
    expectClose(numbersOf(jacobian(a2, z2)), expected);
  });

  it("∂z²/∂a¹ is W²", () => {
    expectClose(numbersOf(jacobian(z2, a1)), w2.flat());
  });

  it("∂a²/∂a¹ is diag(σ′(z²)) W²", () => {
    const slopes = numbersOf(z2).map(sigmaPrime);
    expectClose(
      numbersOf(jacobian(a2, a1)),
      w2.flatMap((row, i) => row.map((w) => slopes[i]! * w)),
    );
  });

  it("∂aᵢ/∂w_jk is δ_ij σ′(zᵢ) a_k: zero unless neuron j is i", () => {
    const slopes = numbersOf(z1).map(sigmaPrime);
    const expected = [0, 1, 2].flatMap((i) =>
      [0, 1, 2].flatMap((j) => x.map((xk) => (i === j ? slopes[i]! * xk : 0))),
    );
    expectClose(numbersOf(jacobian(a1, W1)), expected);
  });
});
