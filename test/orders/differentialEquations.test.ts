import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { forward, parametersOf, type Network } from "../../src/nn/network.ts";
import { add } from "../../src/ops/add.ts";
import { einsum } from "../../src/ops/einsum.ts";
import { mean } from "../../src/ops/mean.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { square } from "../../src/ops/square.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { sum } from "../../src/ops/sum.ts";

/** A tanh network with biases that are not 0, as training would leave it. */
function tanhNetwork(sizes: readonly number[], seed: number): Network {
  return createNetwork({
    sizes,
    activation: "tanh",
    outputActivation: "identity",
    initializer: "normal",
    seed,
  });
}

describe("the derivatives of a tanh network by its input", () => {
  const net = tanhNetwork([1, 7, 5, 1], 3);
  const x = input("x", [4, 1]);
  const u = forward(net, x).output;
  const [ux] = gradients(sum(u), [x]);
  const [uxx] = gradients(sum(ux), [x]);
  const [uxxx] = gradients(sum(uxx), [x]);
  const points = [-1.1, -0.2, 0.45, 1.3];
  const at = (tensor: Tensor, offset = 0): Float64Array => {
    const program = reference.compile({ outputs: [tensor] });
    program.write(
      x,
      points.map((point) => [point + offset]),
    );
    program.run();
    return program.read(tensor).data;
  };

  /** Σ cₖ u(x + k h) / hⁿ over a stencil that is symmetric (n even) or antisymmetric about 0. */
  const difference = (half: readonly number[], middle: number, order: number, h: number): number[] =>
    points.map((_, i) => {
      const sign = order % 2 === 0 ? 1 : -1;
      const terms = half.map((c, k) => c * (at(u, (k + 1) * h)[i]! + sign * at(u, -(k + 1) * h)[i]!));
      return terms.reduce((total, term) => total + term, middle * at(u)[i]!) / h ** order;
    });

  const orders = [
    ["u_x", ux, difference([4 / 5, -1 / 5, 4 / 105, -1 / 280], 0, 1, 0.005), 1e-11],
    ["u_xx", uxx, difference([8 / 5, -1 / 5, 8 / 315, -1 / 560], -205 / 72, 2, 0.005), 1e-9],
    ["u_xxx", uxxx, difference([-61 / 30, 169 / 120, -3 / 10, 7 / 240], 0, 3, 0.005), 1e-7],
  ] as const;

  it.each(orders)(
    "%s agrees with central differences of order 6 or 8",
    (_, derivative, expected, tolerance) => {
      const found = at(derivative);
      const size = Math.max(...expected.map(Math.abs));
      expect(size).toBeGreaterThan(0.1);
      expected.forEach((value, i) => {
        expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(tolerance * size);
      });
    },
  );
});

describe("the gradient of a squared residual agrees with central differences for every weight", () => {
  const points = [
    [0.1, -0.8],
    [0.35, 0.6],
    [0.7, -0.15],
    [0.9, 0.95],
    [0.5, 0.2],
  ];
  const at = input("(t, x)", [5, 2]);
  const column = (gradient: Tensor, which: "t" | "x"): Tensor =>
    einsum("bi,i->b", gradient, constant(which === "t" ? [1, 0] : [0, 1]));
  const derivative = (u: Tensor, by: "t" | "x"): Tensor => column(gradients(sum(u), [at])[0], by);
  const solution = (net: Network): Tensor => einsum("bj->b", forward(net, at).output);

  const equations: readonly (readonly [string, (u: Tensor) => Tensor])[] = [
    [
      "Burgers: u_t + u u_x - ν u_xx",
      (u) => {
        const ux = derivative(u, "x");
        const diffusion = multiply(0.05, derivative(ux, "x"));
        return subtract(add(derivative(u, "t"), multiply(u, ux)), diffusion);
      },
    ],
    [
      "wave: u_tt - u_xx",
      (u) => subtract(derivative(derivative(u, "t"), "t"), derivative(derivative(u, "x"), "x")),
    ],
    [
      "Korteweg-de Vries: u_t + 6 u u_x + u_xxx",
      (u) => {
        const ux = derivative(u, "x");
        const uxxx = derivative(derivative(ux, "x"), "x");
        return add(add(derivative(u, "t"), multiply(6, multiply(u, ux))), uxxx);
      },
    ],
  ];

  it.each(equations)("%s", (_, residual) => {
    const net = tanhNetwork([2, 4, 3, 1], 11);
    const C = mean(square(residual(solution(net))));
    const weights = net.layers.map((layer) => layer.weights);
    // The wave equation does not see u itself, so the last bias must have no effect; it has no gradient to check.
    const biases = net.layers.slice(0, -1).map(({ bias }) => bias);
    const check = gradientCheck(C, [...weights, ...biases, at], new Map([[at, points]]));
    expect(check.variables.reduce((count, { checked }) => count + checked, 0)).toBe(8 + 12 + 3 + 4 + 3 + 10);
    expect(check.maxRelativeError).toBeLessThan(1e-6);
    expect(check.verdict).toBe("pass");
  });

  it("and the last bias, where the equation contains u itself", () => {
    const net = tanhNetwork([2, 4, 3, 1], 11);
    const C = mean(square(equations[0]![1](solution(net))));
    const check = gradientCheck(C, parametersOf(net), new Map([[at, points]]));
    expect(check.maxRelativeError).toBeLessThan(1e-6);
  });
});
