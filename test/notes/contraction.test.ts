import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import { einsum } from "../../src/ops/einsum.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sum } from "../../src/ops/sum.ts";
import { expectClose, numbersOf } from "./numbers.ts";

// The notes' picture of a contraction: three colour planes become one gray one, 0.3 R + 0.59 G + 0.11 B.
describe("grayscale as a contraction over the colour axis", () => {
  const planes = [
    [
      [0.9, 0.1, 0.4],
      [0, 1, 0.5],
    ],
    [
      [0.2, 0.8, 0.6],
      [0.7, 0, 0.3],
    ],
    [
      [0.5, 0.3, 1],
      [0.25, 0.6, 0.05],
    ],
  ];
  const [red, green, blue] = planes.map((plane) => plane.flat()) as [number[], number[], number[]];
  const [weights, image] = [input("weights", [3]), input("image", [3, 2, 3])];
  const gray = einsum("c,chw->hw", weights, image);
  const feeds = { weights: [0.3, 0.59, 0.11], image: planes };

  it("weighs the planes and adds them up", () => {
    expect(gray.shape).toEqual([2, 3]);
    expectClose(
      numbersOf(gray, feeds),
      red.map((r, i) => 0.3 * r + 0.59 * green[i]! + 0.11 * blue[i]!),
    );
  });

  // An uneven cost, so that every pixel counts differently: C = Σ s_hw gray_hw.
  const scores = [1, -2, 3, 0.5, 4, -1];
  const C = sum(multiply(gray, constant([scores.slice(0, 3), scores.slice(3)])));
  const [dWeights, dImage] = gradients(C, [weights, image]);

  it("gives each pixel of plane c the gradient w_c ∂C/∂gray: the contraction run backwards spreads out", () => {
    const expected = [0.3, 0.59, 0.11].flatMap((weight) => scores.map((score) => weight * score));
    expect(dImage.shape).toEqual([3, 2, 3]);
    expectClose(numbersOf(dImage, feeds), expected);
  });

  it("gives weight c the gradient Σ plane_c ∂C/∂gray, itself a contraction, over both pixel axes", () => {
    const expected = [red, green, blue].map((plane) =>
      plane.reduce((total, value, i) => total + value * scores[i]!, 0),
    );
    expectClose(numbersOf(dWeights, feeds), expected);
  });

  it("agrees with central differences", () => {
    expect(gradientCheck(C, [weights, image], feeds, { tolerance: 1e-8 }).verdict).toBe("pass");
  });
});
