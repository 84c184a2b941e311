import { describe, expect, it } from "vitest";
import { evaluate } from "../src/backend/reference/evaluate.ts";
import { reference } from "../src/backend/reference/reference.ts";
import { constant, heldValue, input, parameter } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { add } from "../src/ops/add.ts";
import { divide } from "../src/ops/divide.ts";
import { exp } from "../src/ops/exp.ts";
import { log } from "../src/ops/log.ts";
import { matmul } from "../src/ops/matmul.ts";
import { max } from "../src/ops/max.ts";
import { maximum } from "../src/ops/maximum.ts";
import { minimum } from "../src/ops/minimum.ts";
import { multiply } from "../src/ops/multiply.ts";
import { negate } from "../src/ops/negate.ts";
import { relu } from "../src/ops/relu.ts";
import { sigmoid } from "../src/ops/sigmoid.ts";
import { sqrt } from "../src/ops/sqrt.ts";
import { square } from "../src/ops/square.ts";
import { subtract } from "../src/ops/subtract.ts";
import { sum } from "../src/ops/sum.ts";
import { tanh } from "../src/ops/tanh.ts";
import { toNested } from "../src/tensor/hostArray.ts";
import { ShapeError, ValueError } from "../src/util/errors.ts";

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

describe("a compiled computation", () => {
  it("updates all parameters at once: two that swap do swap", () => {
    const [a, b, c] = [parameter("a", [1, 2]), parameter("b", [3, 4]), parameter("c", [5, 6])];
    const program = reference.compile({
      outputs: [a, b, c],
      updates: [
        [a, b],
        [b, c],
        [c, a],
      ],
    });
    program.run();
    expect([a, b, c].map((p) => [...program.read(p).data])).toEqual([
      [3, 4],
      [5, 6],
      [1, 2],
    ]);
    program.run();
    program.run();
    expect([a, b, c].map((p) => [...program.read(p).data])).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it("computes updates and outputs from the values before the step", () => {
    const [a, b] = [parameter("a", 1), parameter("b", 10)];
    const total = add(a, b);
    const program = reference.compile({
      outputs: [total, a, b],
      updates: [
        [a, add(a, 1)],
        [b, multiply(a, b)],
      ],
    });
    const after = (): number[] => {
      program.run();
      return [total, a, b].map((t) => program.read(t).data[0]!);
    };
    expect(after()).toEqual([11, 2, 10]);
    expect(after()).toEqual([12, 3, 20]);
    expect(after()).toEqual([23, 4, 60]);
  });

  it("keeps its parameters to itself", () => {
    const p = parameter("p", [1]);
    const one = reference.compile({ outputs: [p], updates: [[p, multiply(p, 2)]] });
    const other = reference.compile({ outputs: [p] });
    one.run();
    other.run();
    expect([one, other, { read: () => heldValue(p)! }].map((program) => program.read(p).data[0])).toEqual([
      2, 1, 1,
    ]);
  });

  it("keeps what was written until it is written over, and can be filled in place", () => {
    const x = input("x", [2]);
    const y = square(x);
    const program = reference.compile({ outputs: [y] });
    const run = (): number[] => {
      program.run();
      return [...program.read(y).data];
    };
    expect(run).toThrow(/input "x" of shape \[2\] has no numbers/);
    program.write(x, [1, 2]);
    expect(run()).toEqual([1, 4]);
    expect(run()).toEqual([1, 4]);
    program.buffer(x)[1] = 5;
    expect(run()).toEqual([1, 25]);
    program.write(x, [3, 4]);
    expect(run()).toEqual([9, 16]);
    expect(() => program.read(sum(x))).toThrow(/is not part of this computation/);
  });

  it("refuses to write what is no leaf, to update what is no parameter, and updates of another shape", () => {
    const x = input("x", [2]);
    const node = square(x);
    const p = parameter("p", [1, 2]);
    const program = reference.compile({ outputs: [node] });
    expect(() => {
      program.write(node, [1, 2]);
    }).toThrow(/only inputs and parameters can be written, got square\[2\]/);
    expect(() => {
      program.write(p, [1, 2]);
    }).toThrow(/p = parameter\[2\] is not part of this computation/);
    expect(() => reference.compile({ outputs: [], updates: [[x, node]] })).toThrow(
      /only parameters can be updated/,
    );
    expect(() => reference.compile({ outputs: [], updates: [[p, sum(p)]] })).toThrow(
      /the update of p = parameter\[2\] must have shape \[2\], got \[\]/,
    );
  });

  it("that was disposed of can no longer be read", () => {
    const p = parameter("p", [1]);
    const program = reference.compile({ outputs: [p] });
    program.dispose();
    expect(() => program.read(p)).toThrow(/it was disposed of/);
  });
});

describe("numbers follow IEEE 754", () => {
  const { NaN: nan } = Number;
  const cases: [string, (...args: Tensor[]) => Tensor, number[][], number[]][] = [
    [
      "add",
      add,
      [
        [Infinity, nan, -0, -0],
        [-Infinity, 1, -0, 0],
      ],
      [nan, nan, -0, 0],
    ],
    [
      "subtract",
      subtract,
      [
        [Infinity, 0, -0],
        [Infinity, 0, 0],
      ],
      [nan, 0, -0],
    ],
    [
      "multiply",
      multiply,
      [
        [Infinity, -1, nan, 1e200],
        [0, 0, 0, 1e200],
      ],
      [nan, -0, nan, Infinity],
    ],
    [
      "divide",
      divide,
      [
        [1, -1, 0, 1, 1],
        [0, 0, 0, -0, -Infinity],
      ],
      [Infinity, -Infinity, nan, -Infinity, -0],
    ],
    [
      "maximum",
      maximum,
      [
        [nan, 1, -0, Infinity],
        [1, nan, 0, 5],
      ],
      [nan, nan, 0, Infinity],
    ],
    [
      "minimum",
      minimum,
      [
        [nan, 1, -0, -Infinity],
        [1, nan, 0, 5],
      ],
      [nan, nan, -0, -Infinity],
    ],
    ["negate", negate, [[0, -0, Infinity, nan]], [-0, 0, -Infinity, nan]],
    ["sqrt", sqrt, [[-1, -0, Infinity]], [nan, -0, Infinity]],
    ["exp", exp, [[-Infinity, Infinity, 1000, nan]], [0, Infinity, Infinity, nan]],
    ["log", log, [[0, -0, -1, Infinity]], [-Infinity, -Infinity, nan, Infinity]],
    ["relu", relu, [[nan, -Infinity, Infinity]], [nan, 0, Infinity]],
    ["sigmoid", sigmoid, [[nan, -Infinity, Infinity]], [nan, 0, 1]],
    ["tanh", tanh, [[nan, -Infinity, Infinity, -0]], [nan, -1, 1, -0]],
    ["sum", (x) => sum(x), [[1, nan, 2]], [nan]],
    ["max", (x) => max(x), [[1, nan, 2]], [nan]],
  ];
  it.each(cases)("%s", (_, f, args, expected) => {
    const found = evaluate(f(...args.map((values) => constant(values)))).data;
    expect([...found]).toEqual(expected);
    found.forEach((value, i) => {
      expect(Object.is(value, expected[i])).toBe(true);
    });
  });

  it("a NaN or an infinity in a matrix product spoils its row and column, even against zeros", () => {
    const [a, b] = [
      constant([
        [0, 1],
        [2, 3],
      ]),
      constant([
        [Number.NaN, 0],
        [0, 1],
      ]),
    ];
    expect(toNested(evaluate(matmul(a, b)))).toEqual([
      [Number.NaN, 1],
      [Number.NaN, 3],
    ]);
  });
});

describe("broadcasting", () => {
  const matrix = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  it.each<[string, number | number[] | number[][], unknown]>([
    [
      "a number",
      10,
      [
        [11, 12, 13],
        [14, 15, 16],
      ],
    ],
    [
      "one element",
      [10],
      [
        [11, 12, 13],
        [14, 15, 16],
      ],
    ],
    [
      "a row",
      [10, 20, 30],
      [
        [11, 22, 33],
        [14, 25, 36],
      ],
    ],
    [
      "a column",
      [[10], [20]],
      [
        [11, 12, 13],
        [24, 25, 26],
      ],
    ],
    [
      "the same shape",
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
      [
        [2, 2, 3],
        [4, 5, 7],
      ],
    ],
  ])("stretches %s on either side", (_, other, expected) => {
    expect(toNested(evaluate(add(constant(matrix), constant(other))))).toEqual(expected);
    expect(toNested(evaluate(add(constant(other), constant(matrix))))).toEqual(expected);
  });

  it("stretches both at once, a column against a row", () => {
    expect(toNested(evaluate(multiply(constant([[1], [2]]), constant([3, 4, 5]))))).toEqual([
      [3, 4, 5],
      [6, 8, 10],
    ]);
  });

  it("works on arrays without elements and on scalars", () => {
    const empty = { shape: [0, 3], data: new Float64Array() };
    expect(evaluate(add(constant(empty), constant([1, 2, 3]))).shape).toEqual([0, 3]);
    expect(evaluate(add(constant(1), constant(2)))).toEqual({ shape: [], data: Float64Array.of(3) });
  });

  it("follows new numbers in a stretched input on every run", () => {
    const [row, column] = [input("row", [3]), input("column", [2, 1])];
    const y = add(row, column);
    const program = reference.compile({ outputs: [y] });
    for (const k of [1, 2]) {
      program.write(row, [k, 2 * k, 3 * k]);
      program.write(column, [[10 * k], [20 * k]]);
      program.run();
      expect([...program.read(y).data]).toEqual([11, 12, 13, 21, 22, 23].map((v) => v * k));
    }
  });
});
