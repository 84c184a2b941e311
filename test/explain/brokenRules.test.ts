import { describe, expect, it } from "vitest";
import { customGradient } from "../../src/autodiff/customGradient.ts";
import type { Derivation } from "../../src/explain/derivation.ts";
import { explain } from "../../src/explain/explain.ts";
import { applyElementwise, applyStructural } from "../../src/graph/apply.ts";
import { constant, input, parameter } from "../../src/graph/leaves.ts";
import type { ElementwiseOp, StructuralOp } from "../../src/graph/op.ts";
import { named, type Tensor } from "../../src/graph/tensor.ts";
import { quadratic } from "../../src/nn/costs/quadratic.ts";
import { add } from "../../src/ops/add.ts";
import { matmul, matmulOp } from "../../src/ops/matmul.ts";
import { reshape } from "../../src/ops/reshape.ts";
import { sigmoid, sigmoidOp } from "../../src/ops/sigmoid.ts";
import { failing } from "./marks.ts";

/** What of a network of three layers a test replaces by something of its own. */
interface Parts {
  readonly activation?: (z: Tensor) => Tensor;
  readonly product?: (W: Tensor, a: Tensor) => Tensor;
}

// Layers of one size: then a transposed factor still fits, and only numbers can tell.
const weights = [
  [
    [0.3, -0.8],
    [0.5, 0.9],
  ],
  [
    [1.1, 0.4],
    [-0.6, 0.7],
  ],
  [
    [-0.2, 1.3],
    [0.8, 0.6],
  ],
];

/** C of three sigmoid layers, of which the second has the parts. */
function explained({ activation = sigmoid, product = matmul }: Parts) {
  const parts = [{}, { activation, product }, {}] as Parts[];
  let a: Tensor = input("x", [2]);
  parts.forEach(({ activation: f = sigmoid, product: times = matmul }, l) => {
    const superscript = "¹²³".charAt(l);
    const W = parameter(`W${superscript}`, weights[l]!);
    const z = named(`z${superscript}`, add(times(W, a), parameter(`b${superscript}`, [0.1, -0.3])));
    a = named(`a${superscript}`, f(z));
  });
  return explain(named("C", quadratic(a, constant([0.9, 0.2]))), { feeds: { x: [0.7, -0.4] } });
}

const backFrom = {
  z2: ["dC-dz2", "dC-dW2", "dC-db2", "dC-da1", "dC-dz1", "dC-dW1", "dC-db1", "dC-dx"],
  a1: ["dC-da1", "dC-dz1", "dC-dW1", "dC-db1", "dC-dx"],
};

describe("right rules", () => {
  it("pass everywhere, though they are declared anew", () => {
    const derivation = explained({
      activation: sigmoidWith((s, z, a) => sigmoidOp.derivative(s, z, a)),
      product: times((t, at) => matmulOp.vjp(t, at, {})),
    });
    expectFailing(derivation, { local: [], endToEnd: [] });
    expect(derivation.check.verdict).toBe("pass");
  });
});

describe("a wrong derivative of an activation", () => {
  const wrong: Record<string, ElementwiseOp["derivative"]> = {
    "its sign": (s, _z, a) => [s.negate(s.multiply(a, s.subtract(1, a)))],
    "a factor of 2": (s, _z, a) => [s.multiply(2, s.multiply(a, s.subtract(1, a)))],
    "a factor of 1.00001": (s, _z, a) => [s.multiply(1.00001, s.multiply(a, s.subtract(1, a)))],
    "σ′ lost": () => [1],
    "σ for σ′": (_s, _z, a) => [a],
    "σ′ of z taken for that of a": (s, z) => [s.multiply(z, s.subtract(1, z))],
    "one element": (s, z, a) => [s.select(s.less(z, 0), s.multiply(a, a), s.multiply(a, s.subtract(1, a)))],
    "no slope at all": () => [0],
  };

  it.each(Object.entries(wrong))("(%s) fails at δ of its layer, and from there back", (_what, derivative) => {
    const derivation = explained({ activation: sigmoidWith(derivative) });
    expectFailing(derivation, { local: ["dC-dz2"], endToEnd: backFrom.z2 });
    expect(derivation.check.verdict).toBe("fail");
    expect(derivation.check.maxRelativeError).toBeGreaterThan(1e-6);
  });

  it.each(Object.entries(wrong))("(%s) fails the same without a symbol of its own", (_what, derivative) => {
    const { symbol: _symbol, ...explanation } = sigmoidOp.explain;
    const op: ElementwiseOp = { ...sigmoidOp, name: "own", derivative, explain: explanation };
    const derivation = explained({ activation: (z) => applyElementwise(op, [z]) });
    expectFailing(derivation, { local: ["dC-dz2"], endToEnd: backFrom.z2 });
  });
});

describe("a wrong rule of a matrix product", () => {
  it("(Wᵀ for W) fails at ∂C/∂a, and from there back", () => {
    const derivation = explained({
      product: times((t, at) => [matmulOp.vjp(t, at, {})[0]!, t.matmul(at.inputs[0]!, at.yBar)]),
    });
    expectFailing(derivation, { local: ["dC-da1"], endToEnd: backFrom.a1 });
  });

  it("(W lost) fails at ∂C/∂a, and from there back", () => {
    const derivation = explained({ product: times((t, at) => [matmulOp.vjp(t, at, {})[0]!, at.yBar]) });
    expectFailing(derivation, { local: ["dC-da1"], endToEnd: backFrom.a1 });
  });

  it("(a δᵀ for δ aᵀ) fails at ∂C/∂W alone", () => {
    const derivation = explained({
      product: times((t, at) => {
        const [W, a] = matmulOp.vjp(t, at, {});
        return [t.transpose(W!, [1, 0]), a!];
      }),
    });
    expectFailing(derivation, { local: ["dC-dW2"], endToEnd: ["dC-dW2"] });
  });

  it("(one element, in both) fails at both, and from ∂C/∂a back", () => {
    const derivation = explained({
      product: times((t, at) => {
        const [W, a] = matmulOp.vjp(t, at, {});
        const nudge = t.pad(t.broadcast(t.constant(1e-3), [1, 1]), [0, 1], [1, 0]);
        return [t.add(W!, nudge), t.add(a!, t.slice(nudge, [0, 1], [2, 1]))];
      }),
    });
    expectFailing(derivation, {
      local: ["dC-dW2", "dC-da1"],
      endToEnd: ["dC-dW2", ...backFrom.a1],
    });
  });
});

describe("a wrong gradient of one's own", () => {
  it("fails at the steps that use it and from there back", () => {
    const activation = customGradient((z) => sigmoid(z), {
      name: "ownSigmoid",
      vjp: (_t, { yBar }) => [yBar],
    });
    expectFailing(explained({ activation }), { local: ["dC-dz2"], endToEnd: backFrom.z2 });
  });
});

/** Exactly these marks fail, whatever the order of the steps. */
function expectFailing(derivation: Derivation, expected: ReturnType<typeof failing>): void {
  const { local, endToEnd } = failing(derivation);
  expect({ local: local.sort(), endToEnd: endToEnd.sort() }).toEqual({
    local: expected.local.toSorted(),
    endToEnd: expected.endToEnd.toSorted(),
  });
}

function sigmoidWith(derivative: ElementwiseOp["derivative"]): (z: Tensor) => Tensor {
  const op: ElementwiseOp = { ...sigmoidOp, derivative };
  return (z) => applyElementwise(op, [z]);
}

/** A matrix times a vector, with a reverse rule of its own. */
function times(vjp: StructuralOp["vjp"]): (W: Tensor, a: Tensor) => Tensor {
  const op = { ...matmulOp, vjp } as StructuralOp;
  return (W, a) => reshape(applyStructural(op, [W, reshape(a, [2, 1])], {}), [2]);
}
