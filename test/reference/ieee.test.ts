import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { divide } from "../../src/ops/divide.ts";
import { exp } from "../../src/ops/exp.ts";
import { log } from "../../src/ops/log.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { max } from "../../src/ops/max.ts";
import { maximum } from "../../src/ops/maximum.ts";
import { minimum } from "../../src/ops/minimum.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { negate } from "../../src/ops/negate.ts";
import { relu } from "../../src/ops/relu.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { sqrt } from "../../src/ops/sqrt.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { sum } from "../../src/ops/sum.ts";
import { tanh } from "../../src/ops/tanh.ts";
import { toNested } from "../../src/tensor/hostArray.ts";

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
