import { defaultConvention } from "../../../src/explain/convention.ts";
import type { CheckMark, Derivation, Given, Step } from "../../../src/explain/derivation.ts";
import { column, matrix, number, shaped } from "./latex.ts";
import * as n from "./twoTwoOneNumbers.ts";
import { backwardSteps } from "./twoTwoOneBackward.ts";

// A derivation written by hand, so that renderers can be tested apart from what derives.

const raw = String.raw;

function given(
  id: string,
  name: string,
  symbol: string,
  shape: readonly number[],
  value: NonNullable<Given["value"]>,
): Given {
  return { id, name, symbol, shape, value };
}

function summed(elements: number): CheckMark {
  return { by: "index form", verdict: "pass", relativeError: 0, checked: elements, of: elements, kinks: 0 };
}

/** z = W a + b of a layer. */
function weighted(layer: 1 | 2, uses: readonly string[]): Step {
  const [W, a, b, z] = layer === 1 ? [n.W1, n.x, n.b1, n.z1] : [n.W2, n.a1, n.b2, n.z2];
  const before = layer === 1 ? "x" : "a^{1}";
  const size = `${z.length}`;
  const symbol = `z^{${layer}}`;
  const factors = [
    shaped(raw`${size} \times 2`, `W^{${layer}}`),
    shaped(raw`2 \times 1`, before),
    shaped(raw`${size} \times 1`, `b^{${layer}}`),
  ];
  return {
    id: `z${layer}`,
    pass: "forward",
    name: layer === 1 ? "z¹" : "z²",
    symbol,
    shape: [z.length],
    value: z,
    formula: `${symbol} = W^{${layer}} ${before} + b^{${layer}}`,
    shapes: `${symbol} = ${factors[0]!} ${factors[1]!} + ${factors[2]!}`,
    substituted: raw`${symbol} = ${matrix(W)} ${column(a)} + ${column(b)} = ${column(z)}`,
    rule: { ops: ["add", "matmul"], says: "Each neuron adds up its inputs times its weights, and its bias." },
    uses,
    check: summed(z.length),
  };
}

/** a = σ(z) of a layer. */
function activated(layer: 1 | 2): Step {
  const [z, a] = layer === 1 ? [n.z1, n.a1] : [n.z2, n.a2];
  const symbol = `a^{${layer}}`;
  return {
    id: `a${layer}`,
    pass: "forward",
    name: layer === 1 ? "a¹" : "a²",
    symbol,
    shape: [a.length],
    value: a,
    formula: raw`${symbol} = \sigma\left(z^{${layer}}\right)`,
    shapes: raw`${symbol} = \sigma\left(${shaped(raw`${a.length} \times 1`, `z^{${layer}}`)}\right)`,
    substituted: raw`${symbol} = \sigma\left(${column(z)}\right) = ${column(a)}`,
    rule: { ops: ["sigmoid"], says: "The sigmoid presses each number between 0 and 1." },
    uses: [`z${layer}`],
    check: summed(a.length),
  };
}

const cost: Step = {
  id: "C",
  pass: "forward",
  name: "C",
  symbol: "C",
  shape: [],
  value: n.C,
  formula: raw`C = \frac{1}{2} \sum_{j} \left(a^{2}_{j} - y_{j}\right)^{2}`,
  shapes: raw`C = \frac{1}{2} \sum_{j} \left(a^{2}_{j} - y_{j}\right)^{2}`,
  substituted: raw`C = \frac{1}{2} \left(${number(n.a2[0]!)} - ${number(n.y[0]!)}\right)^{2} = ${number(n.C)}`,
  rule: {
    ops: ["multiply", "sum", "square", "subtract"],
    says: "Half the squared distance between output and target.",
  },
  uses: ["a2", "y"],
  check: summed(1),
};

/** The first example of most books: two inputs, two hidden neurons, one output. */
export const twoTwoOne: Derivation = {
  title: "2-2-1 network, quadratic cost",
  convention: defaultConvention,
  cost: { name: "C", symbol: "C", value: n.C },
  givens: [
    given("x", "x", "x", [2], n.x),
    given("W1", "W¹", "W^{1}", [2, 2], n.W1),
    given("b1", "b¹", "b^{1}", [2], n.b1),
    given("W2", "W²", "W^{2}", [1, 2], n.W2),
    given("b2", "b²", "b^{2}", [1], n.b2),
    given("y", "y", "y", [1], n.y),
  ],
  steps: [
    weighted(1, ["W1", "x", "b1"]),
    activated(1),
    weighted(2, ["W2", "a1", "b2"]),
    activated(2),
    cost,
    ...backwardSteps,
  ],
  layers: [
    {
      ...{
        layer: 1,
        inputs: 2,
        neurons: 2,
        activation: "sigmoid",
        z: "z1",
        a: "a1",
        weights: "W1",
        bias: "b1",
      },
      ...{ dz: "delta1", da: "dC-da1", dW: "dC-dW1", db: "dC-db1" },
    },
    {
      ...{
        layer: 2,
        inputs: 2,
        neurons: 1,
        activation: "sigmoid",
        z: "z2",
        a: "a2",
        weights: "W2",
        bias: "b2",
      },
      ...{ dz: "delta2", da: "dC-da2", dW: "dC-dW2", db: "dC-db2" },
    },
  ],
  paths: [
    {
      through: [
        { of: "x", index: [0] },
        { of: "z1", index: [1] },
        { of: "a1", index: [1] },
        { of: "z2", index: [0] },
        { of: "a2", index: [0] },
        { of: "C", index: [] },
      ],
      value: n.delta1[1]! * n.W1[1]![0]!,
      formula: raw`w^{1}_{2,1}\,\sigma'\left(z^{1}_{2}\right)\,w^{2}_{1,2}\,\sigma'\left(z^{2}_{1}\right)\,\left(a^{2}_{1} - y_{1}\right)`,
    },
  ],
  notes: ["Numbers are rounded to 4 digits where they are shown, and nowhere else."],
  check: { maxRelativeError: 3.2e-11, verdict: "pass" },
};
