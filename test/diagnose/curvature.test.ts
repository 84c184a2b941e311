import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hessian } from "../../src/autodiff/hessian.ts";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { largestCurvature } from "../../src/diagnose/curvature.ts";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import { largestEigenvalue } from "../../src/diagnose/lanczos.ts";
import { lastComponent, largestOfTridiagonal } from "../../src/diagnose/tridiagonal.ts";
import { constant, heldValue, parameter } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { activations } from "../../src/nn/activations.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { quadratic } from "../../src/nn/costs/quadratic.ts";
import { dense } from "../../src/nn/layers/dense.ts";
import { parametersOf } from "../../src/nn/network.ts";
import { mean } from "../../src/ops/mean.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { reshape } from "../../src/ops/reshape.ts";
import { slice } from "../../src/ops/slice.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";
import { sizeOf } from "../../src/tensor/shape.ts";
import { Random } from "../../src/util/random.ts";
import { samples } from "./support.ts";

type Matrix = readonly (readonly number[])[];

/** All eigenvalues of a symmetric matrix by Jacobi's rotations: dense, slow, and nothing in common with Lanczos. */
function eigenvalues(matrix: Matrix): number[] {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const angle = Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[k]![p]!, a[k]![q]!];
          [a[k]![p], a[k]![q]] = [c * x - s * y, s * x + c * y];
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[p]![k]!, a[q]![k]!];
          [a[p]![k], a[q]![k]] = [c * x - s * y, s * x + c * y];
        }
      }
    }
  }
  return a.map((row, i) => row[i]!).sort((x, y) => x - y);
}

function randomSymmetric(n: number, seed: number): number[][] {
  const random = new Random(seed);
  const a = Array.from({ length: n }, () => Array.from({ length: n }, () => random.normal()));
  return a.map((row, i) => row.map((value, j) => value + a[j]![i]!));
}

function times(matrix: Matrix) {
  return (v: Float64Array, product: Float64Array): void => {
    matrix.forEach((row, i) => {
      product[i] = row.reduce((total, value, j) => total + value * v[j]!, 0);
    });
  };
}

const exact = { iterations: 100, tolerance: 1e-12, seed: 1 };

describe("the largest eigenvalue by Lanczos", () => {
  it("is that of a dense method, for random symmetric matrices", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(1000), (n, seed) => {
        const matrix = randomSymmetric(n, seed);
        const { value } = largestEigenvalue(n, times(matrix), exact);
        const largest = eigenvalues(matrix).at(-1)!;
        expect(Math.abs(value - largest)).toBeLessThan(1e-8 * Math.max(1, Math.abs(largest)));
      }),
      { numRuns: 60 },
    );
  });

  it("is within the error that it claims, wherever it stops", () => {
    const matrix = randomSymmetric(40, 7);
    const all = eigenvalues(matrix);
    for (let iterations = 1; iterations < 40; iterations++) {
      const { value, error } = largestEigenvalue(40, times(matrix), { iterations, tolerance: 0, seed: 2 });
      const nearest = Math.min(...all.map((other) => Math.abs(other - value)));
      expect(nearest).toBeLessThanOrEqual(error + 1e-9);
    }
  });

  it("stops where no direction is left, as for a multiple of the identity", () => {
    const found = largestEigenvalue(
      50,
      (v, product) => {
        product.forEach((_, i) => (product[i] = 3 * v[i]!));
      },
      exact,
    );
    expect(found).toMatchObject({ converged: true, iterations: 1 });
    expect(found.value).toBeCloseTo(3, 12);
  });

  it("is the largest, not the largest in magnitude", () => {
    const diagonal = [-100, -7, 2, 1];
    const { value } = largestEigenvalue(
      4,
      (v, product) => {
        diagonal.forEach((d, i) => (product[i] = d * v[i]!));
      },
      exact,
    );
    expect(value).toBeCloseTo(2, 10);
  });

  it("of something that is not finite is not a number", () => {
    const { value, converged } = largestEigenvalue(3, (_, product) => product.fill(Number.NaN), exact);
    expect([value, converged]).toEqual([Number.NaN, false]);
  });
});

describe("a tridiagonal matrix", () => {
  it("[[2, 1], [1, 2]] has 3, and an eigenvector of equal components", () => {
    const t = { alpha: [2, 2], beta: [1] };
    expect(largestOfTridiagonal(t)).toBeCloseTo(3, 14);
    expect(lastComponent(t, 3)).toBeCloseTo(Math.SQRT1_2, 14);
  });
});

describe("the largest curvature", () => {
  it("of Σ cᵢ xᵢ² is twice the largest c", () => {
    const x = parameter("x", [1, -2, 0.5]);
    const found = largestCurvature(sum(multiply(constant([1, 7, 3]), square(x))), [x]);
    expect(found.value).toBeCloseTo(14, 8);
    expect(found.converged).toBe(true);
  });

  it("of a linear cost is zero", () => {
    const x = parameter("x", [1, 2]);
    expect(largestCurvature(sum(multiply(x, constant([3, 4]))), [x]).value).toBe(0);
  });

  it("of a network is the largest eigenvalue of its whole Hessian", () => {
    const net = createNetwork({ sizes: [3, 4, 2], seed: 5, activation: "tanh", outputActivation: "sigmoid" });
    const { x, y } = samples(3, 2, 6);
    // The same network with all its parameters in one vector, which hessian() can differentiate by.
    const held = parametersOf(net).map((tensor) => heldValue(tensor)!);
    const theta = parameter(
      "θ",
      held.flatMap(({ data }) => [...data]),
    );
    let offset = 0;
    const [W1, b1, W2, b2] = held.map(({ shape }) => {
      const part = reshape(slice(theta, [offset], [sizeOf(shape)]), shape);
      offset += sizeOf(shape);
      return part;
    });
    const a1 = activations.tanh(dense(constant(x), W1!, b1!));
    const cost: Tensor = mean(quadratic(activations.sigmoid(dense(a1, W2!, b2!)), constant(y)));
    const { data, shape } = evaluate(hessian(cost, theta));
    const n = shape[0]!;
    const matrix = Array.from({ length: n }, (_, i) => [...data.subarray(i * n, (i + 1) * n)]);
    const largest = eigenvalues(matrix).at(-1)!;

    expect(largestCurvature(cost, [theta], {}, { tolerance: 1e-10 }).value).toBeCloseTo(largest, 8);
    const { curvature } = diagnose(net, { x, y }, { curvature: { tolerance: 1e-10 } });
    expect(curvature!.largest).toBeCloseTo(largest, 8);
    expect(diagnose(net, { x, y }).curvature!.largest / largest).toBeCloseTo(1, 2);
  });
});
