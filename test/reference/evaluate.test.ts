import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { constant, input, parameter, heldValue } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { sum } from "../../src/ops/sum.ts";
import { ShapeError, ValueError } from "../../src/util/errors.ts";

describe("evaluate()", () => {
  const x = input("x", [2]);
  const w = parameter("w", [10, 20]);
  const y = multiply(w, x);

  it("takes numbers by name or by node", () => {
    expect([...evaluate(y, { x: [1, 2] }).data]).toEqual([10, 40]);
    expect([...evaluate(y, new Map([[x, [1, 2]]])).data]).toEqual([10, 40]);
    expect([...evaluate(y, { x: { shape: [2], data: Float64Array.of(3, 4) } }).data]).toEqual([30, 80]);
  });

  it("takes other numbers for a parameter, and leaves the parameter as it was", () => {
    expect([...evaluate(y, { x: [1, 2], w: [0, 1] }).data]).toEqual([0, 2]);
    expect([...evaluate(y, { x: [1, 2] }).data]).toEqual([10, 40]);
    expect([...heldValue(w)!.data]).toEqual([10, 20]);
  });

  it("gives an array for each node of a list, leaves too", () => {
    const values = evaluate([y, x, w, sum(y), constant(7)], { x: [1, 2] });
    expect(values.map(({ data }) => [...data])).toEqual([[10, 40], [1, 2], [10, 20], [50], [7]]);
    expect(values.map(({ shape }) => shape)).toEqual([[2], [2], [2], [], []]);
    expect(evaluate([])).toEqual([]);
  });

  it("gives arrays of their own: writing into them changes nothing", () => {
    const given = Float64Array.of(1, 2);
    const found = evaluate([x, w], { x: { shape: [2], data: given } });
    found[0]!.data.fill(-1);
    found[1]!.data.fill(-1);
    expect([...given]).toEqual([1, 2]);
    expect([...heldValue(w)!.data]).toEqual([10, 20]);
  });

  it("says which input has no numbers", () => {
    expect(() => evaluate(y)).toThrow(/input "x" of shape \[2\] has no numbers; give them before running/);
    expect(() => evaluate(y)).toThrow(ValueError);
  });

  it("says which name it does not know, and which is near", () => {
    const inputs = input("inputs", [2]);
    expect(() => evaluate(sum(inputs), { input: [1, 2] })).toThrow(
      /input "inputs" has no numbers; a name must be one of inputs, got "input"; did you mean "inputs"\?/,
    );
  });

  it("passes over numbers for what the outputs do not depend on", () => {
    const other = input("other", [1]);
    expect([...evaluate(y, { x: [1, 2], other: [5] }).data]).toEqual([10, 40]);
    expect([
      ...evaluate(
        y,
        new Map<Tensor, number[]>([
          [x, [1, 2]],
          [other, [5]],
        ]),
      ).data,
    ]).toEqual([10, 40]);
  });

  it("says which shape was wanted and which was given", () => {
    for (const wrong of [[1], [1, 2, 3], [[1, 2]], 1]) {
      expect(() => evaluate(y, { x: wrong })).toThrow(
        /x = input\[2\] must be given numbers of shape \[2\], got/,
      );
      expect(() => evaluate(y, { x: wrong })).toThrow(ShapeError);
    }
  });

  it("asks for nodes where two leaves have one name", () => {
    const [a, b] = [input("v", []), input("v", [])];
    expect(() => evaluate(add(a, b), { v: 1 })).toThrow(
      /2 leaves are called "v"; give their numbers by node, in a Map/,
    );
    const feeds = new Map([
      [a, 1],
      [b, 2],
    ]);
    expect([...evaluate(subtract(a, b), feeds).data]).toEqual([-1]);
  });

  it("computes a node that is used often once, and deep graphs without recursion", () => {
    let deep: Tensor = constant(1);
    for (let i = 0; i < 20_000; i++) deep = add(deep, 1);
    expect([...evaluate(deep).data]).toEqual([20_001]);
    // Doubling 60 times by y + y would take 2⁶⁰ additions if each use were computed anew.
    let doubled: Tensor = constant(1);
    for (let i = 0; i < 60; i++) doubled = add(doubled, doubled);
    expect([...evaluate(doubled).data]).toEqual([2 ** 60]);
  });
});
