import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { gradients } from "../src/autodiff/reverse.ts";
import { evaluate } from "../src/backend/reference/evaluate.ts";
import { constant, input, parameter } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { argMax } from "../src/ops/argMax.ts";
import { equal } from "../src/ops/equal.ts";
import { logSoftmax } from "../src/ops/logSoftmax.ts";
import { logSumExp } from "../src/ops/logSumExp.ts";
import { max } from "../src/ops/max.ts";
import { mean } from "../src/ops/mean.ts";
import { min } from "../src/ops/min.ts";
import { multiply } from "../src/ops/multiply.ts";
import { product } from "../src/ops/product.ts";
import { softmax } from "../src/ops/softmax.ts";
import { stopGradient } from "../src/ops/stopGradient.ts";
import { sum } from "../src/ops/sum.ts";
import { toNested, type Nested } from "../src/tensor/hostArray.ts";

const valueOf = (x: Tensor): Nested => toNested(evaluate(x));
/** ∂C/∂x at a point. */
const slope = (f: (x: Tensor) => Tensor, at: readonly number[]): number[] => {
  const x: Tensor = parameter("x", at);
  return [...evaluate(gradients(f(x), [x])[0]).data];
};
const table: Tensor = constant([[4, 1, 3], [2, 6, 5]]); // prettier-ignore

describe("sum, mean, max, min and product", () => {
  it("go over all elements, one axis, or several", () => {
    expect([sum, mean, max, min, product].map((f) => valueOf(f(table)))).toEqual([21, 3.5, 6, 1, 720]);
    expect([sum, mean, max, min, product].map((f) => valueOf(f(table, 0)))).toEqual([
      [6, 7, 8],
      [3, 3.5, 4],
      [4, 6, 5],
      [2, 1, 3],
      [8, 6, 15],
    ]);
    expect([sum, mean, max, min, product].map((f) => valueOf(f(table, [-1])))).toEqual([
      [8, 13],
      [8 / 3, 13 / 3],
      [4, 6],
      [1, 2],
      [12, 60],
    ]);
    expect(valueOf(sum(table, [1, 0]))).toBe(21);
    expect(valueOf(max(table, []))).toEqual(valueOf(table));
  });

  it("keep the reduced axes when asked, and are typed", () => {
    expect(valueOf(sum(table, 1, { keepDims: true }))).toEqual([[8], [13]]);
    expect(valueOf(mean(table, undefined, { keepDims: true }))).toEqual([[3.5]]);
    const x = input("x", [2, 3, 4]);
    expectTypeOf(sum(x)).toEqualTypeOf<Tensor<[]>>();
    expectTypeOf(mean(x, -1)).toEqualTypeOf<Tensor<[2, 3]>>();
    expectTypeOf(max(x, [0, 2], { keepDims: true })).toEqualTypeOf<Tensor<[1, 3, 1]>>();
    expectTypeOf(logSumExp(x, 1)).toEqualTypeOf<Tensor<[2, 4]>>();
  });

  it("count conditions, and average them to a fraction", () => {
    const right = equal(constant([1, 2, 3], "int"), constant([1, 0, 3], "int"));
    expect(sum(right).dtype).toBe("int");
    expect(valueOf(sum(right))).toBe(2);
    expect(mean(right).dtype).toBe("real");
    expect(valueOf(mean(right))).toBe(2 / 3);
  });

  it("have neutral results for nothing, where there are any", () => {
    expect(valueOf(sum(constant([])))).toBe(0);
    expect(valueOf(product(constant([])))).toBe(1);
    const all: Record<string, (x: Tensor) => Tensor> = { mean, max, min, logSumExp, argMax };
    for (const [name, f] of Object.entries(all)) {
      expect(() => f(constant([]))).toThrow(`${name}(): needs at least one element, got [0]`);
    }
  });

  it("pass NaN on", () => {
    expect([max, min].map((f) => valueOf(f(constant([1, NaN, 2]))))).toEqual([NaN, NaN]);
  });

  it("refuse axes that are missing or named twice", () => {
    const axes: number[] = [0, -2];
    expect(() => sum(table, 2)).toThrow("sum(): the axis must be a whole number from -2 to 1, got 2");
    expect(() => max(table, axes)).toThrow("max(): axis 0 is given twice");
    expect(() => mean(constant(1) as Tensor, 0)).toThrow("mean(): a scalar has no axes");
  });
});

describe("the gradient of", () => {
  it("a maximum goes to the largest element, in equal shares to several", () => {
    expect(slope(max, [1, 5, 2])).toEqual([0, 1, 0]);
    expect(slope(max, [5, 1, 5])).toEqual([0.5, 0, 0.5]);
    expect(slope(min, [5, 1, 5])).toEqual([0, 1, 0]);
  });

  it("a product is right beside zeros", () => {
    expect(slope(product, [2, 3, 5])).toEqual([15, 10, 6]);
    expect(slope(product, [2, 0, 5])).toEqual([0, 10, 0]);
    expect(slope(product, [0, 0, 5])).toEqual([0, 0, 0]);
  });

  it("a product can be differentiated again beside zeros", () => {
    const firstPartial = (x: Tensor): Tensor =>
      sum(multiply(gradients(product(x), [x])[0], constant([1, 0, 0])));
    expect(slope(firstPartial, [0, 0, 5])).toEqual([0, 5, 0]);
  });

  it("a mean is one part in n to each", () => {
    expect(slope(mean, [1, 2, 3, 4])).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("what is stopped is missing", () => {
    expect(slope((x) => sum(multiply(x, stopGradient(x))), [2, 3])).toEqual([2, 3]);
    expect(() => slope((x) => sum(stopGradient(x)), [2, 3])).toThrow(/gradient/i);
  });
});

describe("argMax", () => {
  it("gives the first of the largest, along any axis", () => {
    expect(valueOf(argMax(table, 0))).toEqual([0, 1, 1]);
    expect(valueOf(argMax(table))).toEqual([0, 1]);
    expect(valueOf(argMax(constant([3, 7, 7])))).toBe(1);
    expect(valueOf(argMax(constant([-Infinity, -Infinity])))).toBe(0);
    expect(valueOf(argMax(constant([1, NaN, 9, NaN])))).toBe(1);
    expect(argMax(table).dtype).toBe("int");
  });
});

describe("logSumExp, softmax and logSoftmax", () => {
  const finite = fc.double({ min: -1e4, max: 1e4, noNaN: true });

  it("have the values of their definitions", () => {
    const [e1, e2, e3] = [Math.E, Math.E ** 2, Math.E ** 3];
    const all = e1 + e2 + e3;
    expect(evaluate(logSumExp(constant([1, 2, 3]))).data[0]).toBeCloseTo(Math.log(all), 14);
    const a = evaluate(softmax(constant([1, 2, 3]))).data;
    [e1 / all, e2 / all, e3 / all].forEach((expected, i) => {
      expect(a[i]).toBeCloseTo(expected, 15);
    });
    expect(valueOf(softmax(constant([[0, 5], [0, 5]]), 0))).toEqual([[0.5, 0.5], [0.5, 0.5]]); // prettier-ignore
  });

  it("neither overflow nor lose small numbers", () => {
    expect(valueOf(softmax(constant([1e4, -1e4])))).toEqual([1, 0]);
    expect(valueOf(logSoftmax(constant([1e4, -1e4])))).toEqual([0, -2e4]);
    expect(valueOf(logSumExp(constant([[-1e4, -1e4], [1e4, 1e4]]), 1))).toEqual([-1e4 + Math.LN2, 1e4 + Math.LN2]); // prettier-ignore
  });

  it("do with infinities what their limits say", () => {
    const rows = constant([[-Infinity, -Infinity], [-Infinity, 5], [Infinity, 5]]); // prettier-ignore
    expect(valueOf(logSumExp(rows, 1))).toEqual([-Infinity, 5, Infinity]);
    expect(valueOf(logSumExp(rows, 1, { keepDims: true }))).toEqual([[-Infinity], [5], [Infinity]]);
    expect(valueOf(softmax(constant([-Infinity, 5])))).toEqual([0, 1]);
    expect(valueOf(logSoftmax(constant([-Infinity, 5])))).toEqual([-Infinity, 0]);
  });

  it("agree with each other: probabilities add up to 1, and their logarithms are logSoftmax", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 6 }), (z) => {
        const a = evaluate(softmax(constant(z))).data;
        const logs = evaluate(logSoftmax(constant(z))).data;
        expect(a.reduce((total, p) => total + p, 0)).toBeCloseTo(1, 12);
        a.forEach((p, i) => {
          expect(Math.exp(logs[i]!)).toBeCloseTo(p, 12);
        });
      }),
    );
  });

  it("have softmax as the gradient of logSumExp, also far out", () => {
    expect(slope(logSumExp, [1e4, 0, -1e4])).toEqual([1, 0, 0]);
    expect(slope(logSumExp, [-1e4, -1e4])).toEqual([0.5, 0.5]);
    expect(slope(logSumExp, [-Infinity, 3])).toEqual([0, 1]);
  });

  it("have e_k - softmax as the gradient of logSoftmax's element k", () => {
    const first = (z: Tensor): Tensor => sum(multiply(logSoftmax(z), constant([1, 0])));
    expect(slope(first, [2, 2])).toEqual([0.5, -0.5]);
    expect(slope(first, [1e4, -1e4])).toEqual([0, 0]);
  });

  it("refuse a scalar and an axis without elements", () => {
    expect(() => softmax(constant(1))).toThrow("softmax(): a scalar has no axes");
    expect(() => logSoftmax(constant([[], []]))).toThrow(
      "logSoftmax(): needs at least one element, got [2, 0]",
    );
  });
});
