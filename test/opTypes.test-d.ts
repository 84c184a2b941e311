import { expectTypeOf, test } from "vitest";
import { gradients } from "../src/autodiff/reverse.ts";
import { input } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { add } from "../src/ops/add.ts";
import { concat } from "../src/ops/concat.ts";
import { matmul } from "../src/ops/matmul.ts";
import { multiply } from "../src/ops/multiply.ts";
import { reshape } from "../src/ops/reshape.ts";
import { sigmoid } from "../src/ops/sigmoid.ts";
import { sum } from "../src/ops/sum.ts";
import { transpose } from "../src/ops/transpose.ts";

// The library's own functions: shapeTypes.test-d.ts holds the rules, this file that the ops keep to them.
const W = input("W", [30, 784]);
const x = input("x", [784]);
const b = input("b", [30]);
const X = input("X", [10, 784]);

test("right programs infer the right shapes", () => {
  expectTypeOf(W).toEqualTypeOf<Tensor<[30, 784]>>();
  expectTypeOf(matmul(W, x)).toEqualTypeOf<Tensor<[30]>>();
  expectTypeOf(add(matmul(W, x), b)).toEqualTypeOf<Tensor<[30]>>();
  expectTypeOf(matmul(X, transpose(W))).toEqualTypeOf<Tensor<[10, 30]>>();
  expectTypeOf(add(matmul(X, transpose(W)), b)).toEqualTypeOf<Tensor<[10, 30]>>();
  expectTypeOf(sigmoid(add(matmul(X, transpose(W)), b))).toEqualTypeOf<Tensor<[10, 30]>>();
  expectTypeOf(multiply(W, 2)).toEqualTypeOf<Tensor<[30, 784]>>();
  expectTypeOf(reshape(x, [28, 28])).toEqualTypeOf<Tensor<[28, 28]>>();
  expectTypeOf(sum(W)).toEqualTypeOf<Tensor<[]>>();
  expectTypeOf(sum(W, 0)).toEqualTypeOf<Tensor<[784]>>();
  expectTypeOf(sum(W, 1, { keepDims: true })).toEqualTypeOf<Tensor<[30, 1]>>();
  expectTypeOf(concat([x, b], 0)).toEqualTypeOf<Tensor<[814]>>();
});

test("gradients have the shapes of their variables", () => {
  const [dW, db] = gradients(sum(add(matmul(W, x), b)), [W, b]);
  expectTypeOf(dW).toEqualTypeOf<Tensor<[30, 784]>>();
  expectTypeOf(db).toEqualTypeOf<Tensor<[30]>>();
});

test("wrong programs do not compile", () => {
  // Type tests are compiled, not run: each of these lines would also throw a ShapeError.
  // @ts-expect-error 784 is not 30
  add(x, b);
  // @ts-expect-error inner sizes 30 and 784 differ
  matmul(transpose(W), x);
  // @ts-expect-error a batch of rows needs Wᵀ
  matmul(X, W);
  // @ts-expect-error a vector has no rows and columns to exchange
  transpose(x);
  // @ts-expect-error 784 elements do not fill 28 × 29
  reshape(x, [28, 29]);
  // @ts-expect-error a matrix has no axis 2
  sum(W, 2);
  // @ts-expect-error sizes off the axis differ: 784 and 30
  concat([W, input("V", [2, 30])], 0);
});
