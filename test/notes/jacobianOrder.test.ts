import { describe, expect, it } from "vitest";
import { jacobian } from "../../src/autodiff/jacobian.ts";
import { gradients } from "../../src/autodiff/reverse.ts";
import { compareGradients, gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, input, parameter } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { quadratic } from "../../src/nn/costs/quadratic.ts";
import { dense } from "../../src/nn/layers/dense.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { outer } from "../../src/ops/outer.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { transpose } from "../../src/ops/transpose.ts";
import { expectClose, numbersOf } from "./numbers.ts";

// The 2-2-2 network of Mazur's "A Step by Step Backpropagation Example" (2015). Its layers are of one size, so a Jacobian
// with its factors exchanged still multiplies, and only the numbers tell.
const W1 = parameter("W¹", [
  [0.15, 0.2],
  [0.25, 0.3],
]);
const W2 = parameter("W²", [
  [0.4, 0.45],
  [0.5, 0.55],
]);
const b1 = parameter("b¹", [0.35, 0.35]);
const b2 = parameter("b²", [0.6, 0.6]);
const x = constant([0.05, 0.1]);
const y = constant([0.01, 0.99]);

const z1 = dense(x, W1, b1);
const a1 = sigmoid(z1);
const z2 = dense(a1, W2, b2);
const a2 = sigmoid(z2);
const C = quadratic(a2, y);

const slope = (a: Tensor): Tensor => multiply(a, subtract(1, a));
const unit = constant([
  [1, 0],
  [0, 1],
]);
const diagonal = (v: Tensor): Tensor => multiply(unit, v);
const dCda2 = subtract(a2, y);
const [dW1, dW2, dCda1, delta1] = gradients(C, [W1, W2, a1, z1]);

describe("Mazur's 2-2-2 network", () => {
  it("has the published cost and gradients", () => {
    expectClose(numbersOf(C), [0.298371109], 1e-9);
    expectClose(numbersOf(dW2).slice(0, 1), [0.082167041], 1e-9);
    expectClose(numbersOf(dW1).slice(0, 1), [0.000438568], 1e-9);
  });

  it("has ∂C/∂a¹ = (0.03635, 0.04137) and δ¹ = (0.00877135, 0.00995425), and differences agree", () => {
    expectClose(numbersOf(dCda1), [0.03635, 0.04137], 5e-6);
    expectClose(numbersOf(delta1), [0.00877135, 0.00995425], 5e-9);
    expect(gradientCheck(C, [W1, b1, W2, b2]).maxRelativeError).toBeLessThan(1e-7);
  });
});

describe("the factors of ∂a²/∂a¹", () => {
  it("are diag(σ′(z²)) W², in this order", () => {
    expectClose(numbersOf(matmul(diagonal(slope(a2)), W2)), numbersOf(jacobian(a2, a1)));
  });

  it("exchanged, W² diag(σ′(z²)), give another ∂C/∂a¹: (0.03512, 0.03760)", () => {
    const exchanged = matmul(W2, diagonal(slope(a2)));
    const claimed = matmul(transpose(exchanged), dCda2);
    expectClose(numbersOf(claimed), [0.03512, 0.0376], 5e-6);
  });

  it("exchanged in the formula with ⊙ give it too: σ′(z²) ⊙ ((W²)ᵀ ∂C/∂a²), not (W²)ᵀ (σ′(z²) ⊙ ∂C/∂a²)", () => {
    const wrong = multiply(slope(a2), matmul(transpose(W2), dCda2));
    const right = matmul(transpose(W2), multiply(slope(a2), dCda2));
    expectClose(numbersOf(wrong), [0.03512, 0.0376], 5e-6);
    expectClose(numbersOf(right), numbersOf(dCda1));
  });

  it("matter to a gradient check: the wrong ∂C/∂W¹ fails, the right one passes", () => {
    const dW1By = (dCdaOne: Tensor): Tensor => outer(multiply(dCdaOne, slope(a1)), x);
    const wrong = dW1By(multiply(slope(a2), matmul(transpose(W2), dCda2)));
    const right = dW1By(matmul(transpose(W2), multiply(slope(a2), dCda2)));
    expect(compareGradients(C, [W1], [wrong]).verdict).toBe("fail");
    expect(compareGradients(C, [W1], [right]).verdict).toBe("pass");
  });

  it("do not even multiply when exchanged, where the layers' sizes differ", () => {
    const [W, slopes] = [input("W", [10, 30]), input("slopes", [10, 10])] as readonly [Tensor, Tensor];
    expect(matmul(slopes, W).shape).toEqual([10, 30]);
    expect(() => matmul(W, slopes)).toThrow("inner sizes must agree");
  });

  it("are half of the formula: without σ′(z²) the first output weight's gradient is not 0.08217 but 0.4398", () => {
    const withoutSlope = outer(dCda2, a1);
    expectClose(numbersOf(withoutSlope).slice(0, 1), [0.4398], 5e-5);
    expect(compareGradients(C, [W2], [withoutSlope]).verdict).toBe("fail");
    expectClose(numbersOf(dW2).slice(0, 1), [0.08217], 5e-6);
  });
});
