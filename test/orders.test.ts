import { describe, expect, it } from "vitest";
import { jvp } from "../src/autodiff/forward.ts";
import { grad } from "../src/autodiff/functional.ts";
import { gradients } from "../src/autodiff/reverse.ts";
import { constant, input } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { exp } from "../src/ops/exp.ts";
import { log } from "../src/ops/log.ts";
import { sigmoid } from "../src/ops/sigmoid.ts";
import { sum } from "../src/ops/sum.ts";
import { tanh } from "../src/ops/tanh.ts";
import { numbersOf } from "./notes/numbers.ts";

interface Case {
  readonly name: string;
  readonly f: (x: Tensor) => Tensor;
  readonly points: readonly number[];
  /** The value and four derivatives, in other terms than the op's own rule. */
  readonly orders: readonly ((x: number) => number)[];
}

const cases: readonly Case[] = [
  {
    name: "tanh",
    f: (x) => tanh(x),
    points: [-2.3, -0.7, 0, 0.4, 1.1, 3],
    // With s = sinh x and c = cosh x.
    orders: [
      Math.tanh,
      (x) => 1 / Math.cosh(x) ** 2,
      (x) => (-2 * Math.sinh(x)) / Math.cosh(x) ** 3,
      (x) => (4 * Math.sinh(x) ** 2 - 2) / Math.cosh(x) ** 4,
      (x) => (Math.sinh(x) * (16 - 8 * Math.sinh(x) ** 2)) / Math.cosh(x) ** 5,
    ],
  },
  {
    name: "sigmoid",
    f: (x) => sigmoid(x),
    points: [-4, -1.7, -0.3, 0, 0.8, 2.2],
    // Eulerian polynomials of E = e^(-x).
    orders: [
      (x) => 1 / (1 + Math.exp(-x)),
      (x) => byE(x, 2, [1]),
      (x) => byE(x, 3, [-1, 1]),
      (x) => byE(x, 4, [1, -4, 1]),
      (x) => byE(x, 5, [-1, 11, -11, 1]),
    ],
  },
  {
    name: "exp",
    f: (x) => exp(x),
    points: [-20, -1, 0, 0.5, 3],
    orders: [Math.exp, Math.exp, Math.exp, Math.exp, Math.exp],
  },
  {
    name: "log",
    f: (x) => log(x),
    points: [0.01, 0.5, 2, 300],
    orders: [Math.log, (x) => 1 / x, (x) => -1 / x ** 2, (x) => 2 / x ** 3, (x) => -6 / x ** 4],
  },
];

type Mode = "forward" | "reverse";
const ways: readonly (readonly [Mode, Mode, Mode, Mode])[] = [
  ["reverse", "reverse", "reverse", "reverse"],
  ["reverse", "forward", "forward", "forward"],
  ["forward", "forward", "forward", "forward"],
  ["forward", "reverse", "forward", "reverse"],
];

describe.each(cases)("$name", ({ f, points, orders }) => {
  it.each(ways)("has the right derivatives to order 4, by %s, then %s, %s, %s", (...modes) => {
    const x = input("x", []);
    let y = f(x);
    modes.forEach((mode, i) => {
      y = derivative(y, x, mode);
      for (const point of points) expectRelative(numbersOf(y, { x: point }), [orders[i + 1]!(point)]);
    });
  });

  it("has them for a whole vector at once", () => {
    const x = input("x", [points.length]);
    let y = f(x);
    for (const closed of orders) {
      expectRelative(numbersOf(y, { x: points }), points.map(closed));
      [y] = gradients(sum(y), [x]);
    }
  });

  it("has them by grad(grad(f))", () => {
    const second = grad(grad(f));
    const fourth = grad(grad(second));
    for (const point of points) {
      expectRelative(numbersOf(second(point)), [orders[2]!(point)]);
      expectRelative(numbersOf(fourth(point)), [orders[4]!(point)]);
    }
  });
});

function derivative(y: Tensor, x: Tensor, mode: Mode): Tensor {
  return mode === "reverse" ? gradients(y, [x])[0] : jvp([y], [x], [constant(1)])[0];
}

/** Σ cₖ Eᵏ⁺¹ / (1 + E)ⁿ with E = e^(-x). */
function byE(x: number, n: number, coefficients: readonly number[]): number {
  const E = Math.exp(-x);
  return coefficients.reduce((total, c, k) => total + c * E ** (k + 1), 0) / (1 + E) ** n;
}

/** Within a relative 1e-12; where 0 is expected, within 1e-15. */
function expectRelative(got: readonly number[], expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => {
    const e = expected[i]!;
    expect(Math.abs(value - e), `${value} for ${e}`).toBeLessThanOrEqual(
      Math.max(1e-15, 1e-12 * Math.abs(e)),
    );
  });
}
