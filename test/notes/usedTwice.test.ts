import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, input, parameter } from "../../src/graph/leaves.ts";
import { quadratic } from "../../src/nn/costs/quadratic.ts";
import { dense } from "../../src/nn/layers/dense.ts";
import { add } from "../../src/ops/add.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";
import { tanh } from "../../src/ops/tanh.ts";
import { expectClose, numbersOf } from "./numbers.ts";

describe("a value that is used several times receives the sum of what flows back", () => {
  const x = input("x", []);

  it("as both operands of one op", () => {
    expect(numbersOf(gradients(add(x, x), [x])[0], { x: 3 })).toEqual([2]);
    expect(numbersOf(gradients(multiply(x, x), [x])[0], { x: 3 })).toEqual([6]);
  });

  it("along paths of different lengths: C = x tanh x + x", () => {
    const [dx] = gradients(add(multiply(x, tanh(x)), x), [x]);
    const t = Math.tanh(0.7);
    expectClose(numbersOf(dx, { x: 0.7 }), [t + 0.7 * (1 - t * t) + 1]);
  });

  it("in a diamond, where each node is visited once: ten doublings give 2¹⁰", () => {
    let y = x as ReturnType<typeof add>;
    for (let i = 0; i < 10; i++) y = add(y, y);
    expect(numbersOf(gradients(y, [x])[0], { x: 1 })).toEqual([1024]);
  });

  it("and asking twice gives the same twice: there is nothing to reset", () => {
    const C = square(x);
    const before = numbersOf(gradients(C, [x])[0], { x: 5 });
    expect(numbersOf(gradients(C, [x])[0], { x: 5 })).toEqual(before);
  });
});

describe("weights that two layers share", () => {
  const W = [
    [0.2, -0.5],
    [0.7, 0.4],
  ];
  const x = constant([0.6, -0.9]);
  const y = constant([0.1, 0.8]);
  const b = constant([0.1, -0.2]);
  const costWith = (first: ReturnType<typeof parameter>, second: ReturnType<typeof parameter>) =>
    quadratic(tanh(dense(tanh(dense(x, first, b)), second, b)), y);

  it("have the sum of the gradients that they would have apart", () => {
    const shared = parameter("W", W);
    const [one, two] = [parameter("W¹", W), parameter("W²", W)];
    const [together] = gradients(costWith(shared, shared), [shared]);
    const [dOne, dTwo] = gradients(costWith(one, two), [one, two]);
    expectClose(numbersOf(together), numbersOf(add(dOne, dTwo)));
    expect(gradientCheck(costWith(shared, shared), [shared]).verdict).toBe("pass");
  });

  it("and a bias that stretches over a batch the sum over the samples, element by element", () => {
    const bias = parameter("b", [0.3, -0.1]);
    const batch = constant([
      [1, 2],
      [3, 5],
      [-1, 4],
    ]);
    const [db] = gradients(sum(square(add(batch, bias))), [bias]);
    expectClose(numbersOf(db), [2 * (1 + 3 - 1 + 3 * 0.3), 2 * (2 + 5 + 4 - 3 * 0.1)]);
  });
});
