import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jvp } from "../../src/autodiff/forward.ts";
import { hessian, hessianVectorProduct } from "../../src/autodiff/hessian.ts";
import { jacobian } from "../../src/autodiff/jacobian.ts";
import { gradients } from "../../src/autodiff/reverse.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { quadratic } from "../../src/nn/costs/quadratic.ts";
import { dense } from "../../src/nn/layers/dense.ts";
import { add } from "../../src/ops/add.ts";
import { einsum } from "../../src/ops/einsum.ts";
import { exp } from "../../src/ops/exp.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { power } from "../../src/ops/power.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { sin } from "../../src/ops/sin.ts";
import { softmax } from "../../src/ops/softmax.ts";
import { tanh } from "../../src/ops/tanh.ts";
import { expectClose, numbersOf } from "../notes/numbers.ts";

const number = fc.double({ min: -2, max: 2, noNaN: true });
const vector = (length: number) => fc.array(number, { minLength: length, maxLength: length });

const W = [
  [0.4, -1.2, 0.3],
  [0.9, 0.1, -0.6],
];
const V = [
  [0.2, -0.7],
  [1.1, 0.5],
  [-0.3, 0.8],
  [0.6, -0.1],
];

describe("the Jacobian", () => {
  const x = input("x", [3]);
  const hidden = tanh(dense(x, constant(W), constant([0.1, -0.2])));
  const y = softmax(dense(hidden, constant(V), constant([0.3, 0, -0.4, 0.2])));

  it("is the same column by column, in forward mode, as row by row, in reverse mode", () => {
    const columns = jacobian(y, x, { mode: "forward" });
    const rows = jacobian(y, x, { mode: "reverse" });
    expect([columns.shape, rows.shape]).toEqual([
      [4, 3],
      [4, 3],
    ]);
    fc.assert(
      fc.property(vector(3), (point) => {
        expectClose(numbersOf(columns, { x: point }), numbersOf(rows, { x: point }), 1e-14);
      }),
    );
  });

  it("times a tangent is what forward mode gives", () => {
    const tangent = input("ẋ", [3]);
    const [byProduct] = jvp([y], [x], [tangent]);
    const byMatrix = matmul(jacobian(y, x), tangent);
    fc.assert(
      fc.property(vector(3), vector(3), (point, direction) => {
        const feeds = { x: point, ẋ: direction };
        expectClose(numbersOf(byProduct, feeds), numbersOf(byMatrix, feeds), 1e-14);
      }),
    );
  });

  it("of a Jacobian is a tensor of one rank more: ∂²yᵢ/∂x_j∂x_k, symmetric in j and k", () => {
    const second = jacobian(jacobian(y, x), x, { mode: "reverse" });
    const mixed = jacobian(jacobian(y, x, { mode: "forward" }), x, { mode: "forward" });
    expect(second.shape).toEqual([4, 3, 3]);
    const feeds = { x: [0.3, -0.8, 1.4] };
    expectClose(numbersOf(mixed, feeds), numbersOf(second, feeds), 1e-13);
    expectClose(numbersOf(einsum("ijk->ikj", second), feeds), numbersOf(second, feeds), 1e-13);
  });
});

describe("the Hessian", () => {
  const x = input("x", [3]);
  const v = input("v", [3]);
  const a = sigmoid(
    dense(tanh(dense(x, constant(W), constant([0.1, -0.2]))), constant(V), constant([0, 1, 0, -1])),
  );
  const C = quadratic(a, constant([0.2, 0.9, 0.4, 0.6]));
  const H = hessian(C, x);

  it("is symmetric", () => {
    fc.assert(
      fc.property(vector(3), (point) => {
        const h = numbersOf(H, { x: point });
        expectClose([h[1]!, h[2]!, h[5]!], [h[3]!, h[6]!, h[7]!], 1e-14);
      }),
    );
  });

  it("times a vector is the Hessian-vector product", () => {
    const [Hv] = hessianVectorProduct(C, [x], [v]);
    const product = matmul(H, v);
    fc.assert(
      fc.property(vector(3), vector(3), (point, direction) => {
        const feeds = { x: point, v: direction };
        expectClose(numbersOf(Hv, feeds), numbersOf(product, feeds), 1e-14);
      }),
    );
  });

  it("is the Jacobian of the gradient, in reverse mode too", () => {
    const [dx] = gradients(C, [x]);
    const feeds = { x: [0.5, -1, 0.25] };
    const reverse = numbersOf(jacobian(dx, x, { mode: "reverse" }), feeds);
    expect(Math.max(...reverse.map(Math.abs))).toBeGreaterThan(0.01);
    expectClose(numbersOf(H, feeds), reverse, 1e-14);
  });

  it("of ½ xᵀ A x is the symmetric part of A", () => {
    const A = [
      [2, -1, 0.5],
      [3, 1, -4],
      [0, 2, 7],
    ];
    const form = multiply(0.5, einsum("i,ij,j->", x, constant(A), x));
    const expected = A.flatMap((row, i) => row.map((entry, j) => (entry + A[j]![i]!) / 2));
    expectClose(numbersOf(hessian(form, x), { x: [1, 2, 3] }), expected);
  });

  it("by a matrix has four axes", () => {
    const M = input("M", [2, 3]);
    const cost = einsum("ij,ij,ij->", M, M, M);
    const h = hessian(cost, M);
    expect(h.shape).toEqual([2, 3, 2, 3]);
    const values = [1, 2, 3, 4, 5, 6];
    const expected = values.flatMap((value, i) => values.map((_, j) => (i === j ? 6 * value : 0)));
    expectClose(numbersOf(h, { M: [values.slice(0, 3), values.slice(3)] }), expected);
  });
});

describe("mixed partial derivatives", () => {
  const [x, y] = [input("x", []), input("y", [])];
  // f = sin(x y) + x² y³ e^x
  const f = add(sin(multiply(x, y)), multiply(multiply(power(x, 2), power(y, 3)), exp(x)));
  const by = (g: Tensor, variable: Tensor): Tensor => gradients(g, [variable])[0];

  it("do not depend on the order in which they are taken", () => {
    const orders = [
      [x, x, y],
      [x, y, x],
      [y, x, x],
    ].map((variables) => variables.reduce(by, f));
    fc.assert(
      fc.property(number, number, (px, py) => {
        const feeds = new Map([
          [x, px],
          [y, py],
        ]);
        const [xxy, xyx, yxx] = orders.map((node) => numbersOf(node, feeds));
        expectClose(xyx!, xxy!);
        expectClose(yxx!, xxy!);
      }),
    );
  });

  it("have their closed form: f_xy = cos(xy) - xy sin(xy) + 3 (x² + 2x) y² e^x", () => {
    const fxy = by(by(f, x), y);
    fc.assert(
      fc.property(number, number, (px, py) => {
        const feeds = new Map([
          [x, px],
          [y, py],
        ]);
        const p = px * py;
        const expected = Math.cos(p) - p * Math.sin(p) + 3 * (px ** 2 + 2 * px) * py ** 2 * Math.exp(px);
        expectClose(numbersOf(fxy, feeds), [expected]);
      }),
    );
  });
});
