import { describe, expect, it } from "vitest";
import { jvp } from "../../src/autodiff/forward.ts";
import { grad } from "../../src/autodiff/functional.ts";
import { jacobian } from "../../src/autodiff/jacobian.ts";
import { gradients, vjp } from "../../src/autodiff/reverse.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import { add } from "../../src/ops/add.ts";
import { argMax } from "../../src/ops/argMax.ts";
import { greater } from "../../src/ops/greater.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { oneHot } from "../../src/ops/oneHot.ts";
import { stopGradient } from "../../src/ops/stopGradient.ts";
import { sum } from "../../src/ops/sum.ts";
import { tanh } from "../../src/ops/tanh.ts";
import { where } from "../../src/ops/where.ts";
import { GradientError, ShapeError, ValueError } from "../../src/util/errors.ts";
import { numbersOf } from "../notes/numbers.ts";

const x = input("x", [3]);
const other = input("other", [2]);

/** The error that is thrown, which must be of the class. */
function thrown(attempt: () => unknown, kind: new (...args: never[]) => Error): string {
  try {
    attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(kind);
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

describe("a gradient that does not exist is refused, with a way out", () => {
  it("of something that is no scalar", () => {
    const message = thrown(() => gradients(tanh(x), [x]), GradientError);
    expect(message).toContain("only a scalar has a gradient");
    expect(message).toContain("[3]");
    expect(message).toContain("sum it, or use jacobian() or vjp()");
  });

  it("by something that the cost does not depend on", () => {
    const message = thrown(() => gradients(sum(x), [x, other]), GradientError);
    expect(message).toContain("does not depend on other = input[2]");
    expect(message).toContain('{ missing: "zeros" }');
  });

  it("through whole numbers, such as the place of the largest", () => {
    const cost = sum(multiply(oneHot(argMax(x), 3), constant([1, 2, 3])));
    const message = thrown(() => gradients(cost, [x]), GradientError);
    expect(message).toContain("only through argMax");
    expect(message).toContain("int");
  });

  it("through a comparison", () => {
    const cost = sum(where(greater(x, 0), 1, 0));
    expect(thrown(() => gradients(cost, [x]), GradientError)).toContain("only through greater[3] (bool)");
  });

  it("through stopGradient", () => {
    const cost = sum(stopGradient(tanh(x)));
    expect(thrown(() => gradients(cost, [x]), GradientError)).toContain("only through stopGradient");
  });

  it("of and by whole numbers themselves", () => {
    const labels = input("labels", [], "int");
    expect(thrown(() => gradients(argMax(x), [x]), GradientError)).toContain(
      "only real tensors have derivatives",
    );
    expect(thrown(() => gradients(sum(x), [labels]), GradientError)).toContain("labels");
  });

  it("in forward mode and for Jacobians too", () => {
    const tangent = [constant([1, 1])];
    expect(thrown(() => jvp([tanh(x)], [other], tangent), GradientError)).toContain("does not depend on");
    expect(thrown(() => jacobian(tanh(x), other), GradientError)).toContain("does not depend on");
  });
});

describe('missing: "zeros"', () => {
  const zeros = { missing: "zeros" } as const;

  it("gives zeros in the variable's shape, and the other gradients as they are", () => {
    const [dx, dOther] = gradients(sum(multiply(2, x)), [x, other], zeros);
    expect(numbersOf(dx)).toEqual([2, 2, 2]);
    expect(dOther.shape).toEqual([2]);
    expect(numbersOf(dOther)).toEqual([0, 0]);
  });

  it("covers what is behind whole numbers, comparisons and stopGradient", () => {
    const costs = [sum(where(greater(x, 0), 1, 0)), sum(stopGradient(x)), sum(oneHot(argMax(x), 3))];
    for (const cost of costs) expect(numbersOf(gradients(cost, [x], zeros)[0])).toEqual([0, 0, 0]);
  });

  it("covers forward mode and Jacobians", () => {
    expect(numbersOf(jvp([tanh(x)], [other], [constant([1, 1])], zeros)[0])).toEqual([0, 0, 0]);
    const J = jacobian(tanh(x), other, zeros);
    expect(J.shape).toEqual([3, 2]);
    expect(numbersOf(J)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("a graph that only partly lets gradients through", () => {
  it("has the gradient of that part: stopGradient(x) x counts as a constant times x", () => {
    const [dx] = gradients(sum(multiply(stopGradient(x), x)), [x]);
    expect(numbersOf(dx, { x: [1, 2, 3] })).toEqual([1, 2, 3]);
  });

  it("has it through the branch that a comparison chooses", () => {
    const [dx] = gradients(sum(where(greater(x, 0), multiply(3, x), multiply(-1, x))), [x]);
    expect(numbersOf(dx, { x: [1, -2, 3] })).toEqual([3, -1, 3]);
  });
});

describe("arguments that do not fit", () => {
  it("are named: a cotangent or a tangent of another shape, or one too few", () => {
    expect(thrown(() => vjp([tanh(x)], [x], [constant([1, 2])]), ShapeError)).toContain("[3], got [2]");
    expect(thrown(() => jvp([tanh(x)], [x], [constant(1)]), ShapeError)).toContain("[3], got []");
    expect(thrown(() => vjp([tanh(x)], [x], []), ShapeError)).toContain("cotangent for each of 1");
  });

  it("are named: an argument that grad() was not given", () => {
    const f = grad((a, b) => add(a, b), 2);
    expect(thrown(() => f(1, 2), ValueError)).toContain("argument 2 was asked for");
  });
});
