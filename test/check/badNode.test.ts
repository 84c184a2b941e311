import { describe, expect, it } from "vitest";
import { reference } from "../../src/backend/reference/reference.ts";
import { firstBadNode, watchedNodes, type BadNode } from "../../src/check/badNode.ts";
import { culpritInWords, tracedNumbers, type Traced } from "../../src/check/tracedNumbers.ts";
import { INSTRUCTIONS } from "../../src/expr/scalars.ts";
import { constant, parameter } from "../../src/graph/leaves.ts";
import { named, type Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { divide } from "../../src/ops/divide.ts";
import { exp } from "../../src/ops/exp.ts";
import { less } from "../../src/ops/less.ts";
import { log } from "../../src/ops/log.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { power } from "../../src/ops/power.ts";
import { sum } from "../../src/ops/sum.ts";
import { where } from "../../src/ops/where.ts";

function find(output: Tensor, forward: Tensor = output): BadNode | null {
  const program = reference.compile({ outputs: watchedNodes([output]) });
  program.run();
  return firstBadNode(program, [output], forward);
}

describe("the first bad node", () => {
  it("is the one whose inputs are all finite, not those that it spoils", () => {
    const x = constant([1, 0]);
    const u = named("u", log(x));
    const found = find(sum(multiply(add(u, 1), 2)));
    expect(found).toMatchObject({ node: "u = log[2]", towards: "u", index: [1], count: 1, size: 2 });
  });

  it("is the first of several, in the order of computing", () => {
    const [a, b] = [log(constant(0)), exp(constant(1000))];
    expect(find(multiply(b, a))!.node).toBe("log[]");
    expect(find(add(a, b))!.node).toBe("log[]");
  });

  it("is not an infinity that does no harm", () => {
    const x = constant([0, 2]);
    const guarded = where(less(x, 1), 1, log(x));
    expect(find(guarded)).toBeNull();
    // Nor one that an op passes on its way: e¹⁰⁰⁰ in σ(-1000) = 1 / (1 + e¹⁰⁰⁰) = 0.
    expect(find(sigmoid(constant(-1000)))).toBeNull();
    expect(find(divide(guarded, 0))!.node).toBe("divide[2]");
  });

  it("may be a leaf", () => {
    const broken = parameter("W", [1, Number.NaN]);
    expect(find(sum(multiply(broken, 2)))).toMatchObject({
      node: "W = parameter[2]",
      reason: "W held it from the start",
    });
  });

  it("is looked up where operands stretch against each other", () => {
    const top = constant([[1], [2], [0]]);
    expect(find(divide(top, constant([1, 0])))).toMatchObject({
      index: [0, 1],
      count: 3,
      reason: "1 / 0 is Infinity",
    });
  });

  it("belongs to the backward pass where the forward pass does not depend on it", () => {
    const C = constant(1);
    expect(find(log(multiply(C, 0)), C)!.pass).toBe("backward");
  });
});

describe("arithmetic that remembers", () => {
  it.each([
    ["divide", [3, 0], "3 / 0 is Infinity"],
    ["divide", [0, 0], "0 / 0 has no real value"],
    ["divide", [1e300, 1e-300], "1e+300 / 1e-300 is beyond what float64 holds (1.8e308)"],
    ["log", [0], "log(0) is -Infinity"],
    ["log1p", [-1], "log1p(-1) is -Infinity"],
    ["sqrt", [-4], "sqrt(-4) has no real value"],
    ["power", [0, -1], "0 ^ (-1) is Infinity"],
    ["power", [-8, 0.5], "-8 ^ 0.5 has no real value"],
    ["power", [10, 400], "10 ^ 400 is beyond what float64 holds (1.8e308)"],
    ["multiply", [-1e200, 1e200], "-1e+200 · 1e+200 is beyond what float64 holds (1.8e308)"],
    ["exp", [710], "exp(710) is beyond what float64 holds (1.8e308)"],
  ] as const)("says of %s%j: %s", (instruction, args, words) => {
    const { culprit } = (tracedNumbers[instruction] as (...args: Traced[]) => Traced)(
      ...args.map((value) => tracedNumbers.constant(value)),
    );
    expect(culpritInWords(culprit!)).toBe(words);
  });

  it("knows every instruction", () => {
    const all = Object.values(INSTRUCTIONS).flat();
    expect(all.filter((name) => typeof tracedNumbers[name] !== "function")).toEqual([]);
  });

  it("blames the first, and not what a condition left out", () => {
    const zero = tracedNumbers.constant(0);
    const bad = tracedNumbers.log(zero);
    expect(tracedNumbers.add(bad, 1).culprit).toBe(bad.culprit);
    expect(tracedNumbers.select(1, 7, bad)).toEqual({ value: 7, culprit: null });
  });

  it("agrees with the op: power of a negative number", () => {
    expect(find(power(constant([4, -4]), constant(0.5)))!.reason).toBe("-4 ^ 0.5 has no real value");
  });
});
