import { describe, expect, it } from "vitest";
import { jacobian } from "../../src/autodiff/jacobian.ts";
import { gradients } from "../../src/autodiff/reverse.ts";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import { activations, ACTIVATION_NAMES, type ActivationName } from "../../src/nn/activations.ts";
import { sum } from "../../src/ops/sum.ts";

/** Φ and φ, the normal distribution and its density, to 12 digits by Simpson's rule. */
const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
function distribution(z: number): number {
  const steps = 4000;
  const h = z / steps;
  let total = density(0) + density(z);
  for (let i = 1; i < steps; i++) total += (i % 2 === 1 ? 4 : 2) * density(i * h);
  return 0.5 + (total * h) / 3;
}
const logistic = (z: number): number => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)));

/** a and a′ by their textbook definitions, written for these tests alone. */
const closedForms: Record<
  Exclude<ActivationName, "softmax">,
  readonly [value: (z: number) => number, slope: (z: number) => number]
> = {
  sigmoid: [logistic, (z) => logistic(z) * logistic(-z)],
  tanh: [Math.tanh, (z) => 1 / Math.cosh(z) ** 2],
  relu: [(z) => (z > 0 ? z : 0), (z) => (z > 0 ? 1 : 0)],
  "leaky-relu": [(z) => (z > 0 ? z : 0.01 * z), (z) => (z > 0 ? 1 : 0.01)],
  elu: [(z) => (z > 0 ? z : Math.expm1(z)), (z) => (z > 0 ? 1 : Math.exp(z))],
  gelu: [(z) => z * distribution(z), (z) => distribution(z) + z * density(z)],
  softplus: [(z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), logistic],
  silu: [(z) => z * logistic(z), (z) => logistic(z) * (1 + z * logistic(-z))],
  identity: [(z) => z, () => 1],
};

const POINTS = [-6, -2.5, -1, -0.3, -1e-3, 1e-3, 0.2, 1, 3, 5.5];

describe.each(Object.entries(closedForms))("%s", (name, [value, slope]) => {
  const activation = activations[name as ActivationName];

  it("has the value and the slope of its definition", () => {
    const z = input("z", [POINTS.length]);
    const a = activation(z);
    const [found, slopes] = evaluate([a, ...gradients(sum(a), [z])], { z: POINTS });
    POINTS.forEach((point, i) => {
      expect(found!.data[i]).toBeCloseTo(value(point), 10);
      expect(slopes!.data[i]).toBeCloseTo(slope(point), 10);
    });
  });

  it("stays right far out", () => {
    const z = input("z", [4]);
    const far = [-1e4, -800, 800, 1e4];
    const a = activation(z);
    const [found, slopes] = evaluate([a, ...gradients(sum(a), [z])], { z: far });
    const right: Partial<Record<string, [number[], number[]]>> = {
      sigmoid: [
        [0, 0, 1, 1],
        [0, 0, 0, 0],
      ],
      tanh: [
        [-1, -1, 1, 1],
        [0, 0, 0, 0],
      ],
      "leaky-relu": [
        [-100, -8, 800, 1e4],
        [0.01, 0.01, 1, 1],
      ],
      elu: [
        [-1, -1, 800, 1e4],
        [0, 0, 1, 1],
      ],
      identity: [far, [1, 1, 1, 1]],
    };
    const [values, derivatives] = right[name] ?? [
      [0, 0, 800, 1e4],
      [0, 0, 1, 1],
    ];
    far.forEach((_, i) => {
      expect(found!.data[i]).toBeCloseTo(values[i]!, 15);
      expect(slopes!.data[i]).toBeCloseTo(derivatives[i]!, 15);
    });
  });
});

describe("softmax", () => {
  it("is e^zᵢ / Σ e^zⱼ in each row", () => {
    const a = evaluate(
      activations.softmax(
        constant([
          [1, 2, 3],
          [0, 0, Math.log(2)],
        ]),
      ),
    );
    const total = Math.E + Math.E ** 2 + Math.E ** 3;
    const expected = [Math.E / total, Math.E ** 2 / total, Math.E ** 3 / total, 0.25, 0.25, 0.5];
    expected.forEach((value, i) => {
      expect(a.data[i]).toBeCloseTo(value, 14);
    });
  });

  it("has the Jacobian diag(a) - a aᵀ, not its diagonal alone", () => {
    const z = input("z", [3]);
    const a = activations.softmax(z);
    const [value, found] = evaluate([a, jacobian(a, z)], { z: [0.3, -2, 1] });
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const [ai, aj] = [value!.data[i]!, value!.data[j]!];
        expect(found!.data[3 * i + j]).toBeCloseTo(i === j ? ai * (1 - ai) : -ai * aj, 14);
      }
    }
  });

  it("does not overflow: z of ±1000 gives 0 and 1", () => {
    expect([...evaluate(activations.softmax(constant([1000, -1000, 0]))).data]).toEqual([1, 0, 0]);
    expect([...evaluate(activations.softmax(constant([-1000, -1000]))).data]).toEqual([0.5, 0.5]);
  });
});

it("every activation of the file format is tested here", () => {
  expect([...ACTIVATION_NAMES].sort()).toEqual([...Object.keys(closedForms), "softmax"].sort());
});
