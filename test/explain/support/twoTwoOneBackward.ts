import type { Form, FormName, Step } from "../../../src/explain/derivation.ts";
import { column, diagonal, matrix, number, rowVector, shaped, slopeBy, transposed } from "./latex.ts";
import * as n from "./twoTwoOneNumbers.ts";

const raw = String.raw;

/** What of a backward step differs from the next. */
interface Backward extends Pick<
  Step,
  "id" | "name" | "symbol" | "shape" | "formula" | "substituted" | "uses"
> {
  readonly of: string;
  readonly value: readonly (number | readonly number[])[];
  readonly shapes?: string;
  readonly says: string;
  readonly ops: readonly string[];
  readonly index: Written;
  readonly jacobian: Written;
  readonly tensor: Written;
}

type Written = readonly [formula: string, ...substituted: string[]];

const SAYS: Readonly<Record<FormName, string>> = {
  hadamard: "Matrices and products element by element (⊙): the form that programs compute.",
  index: "One element at a time, with every sum written out.",
  jacobian: "A row vector times Jacobian matrices, the outermost function first.",
  tensor: "All partial derivatives as one stack, summed over the index that both factors share.",
};

function step({ says, ops, index, jacobian, tensor, shapes, ...rest }: Backward): Step {
  const form = (name: FormName, [formula, ...substituted]: Written): Form => {
    return { formula, substituted, says: SAYS[name], difference: 0 };
  };
  const elements = rest.shape.reduce((a, b) => a * b, 1);
  return {
    ...rest,
    pass: "backward",
    shapes: shapes ?? rest.formula,
    rule: { ops, says },
    forms: {
      hadamard: form("hadamard", [rest.formula, rest.substituted]),
      index: form("index", index),
      jacobian: form("jacobian", jacobian),
      tensor: form("tensor", tensor),
    },
    check: {
      ...{ by: "central difference", verdict: "pass", relativeError: 3.2e-11 },
      ...{ checked: elements, of: elements, kinks: 0 },
    },
  };
}

const num = (values: readonly number[], i: number): string => number(values[i]!);

/** A number as a factor: in brackets where it is negative. */
const factor = (value: number): string => (value < 0 ? raw`\left(${number(value)}\right)` : number(value));

const dCda2 = step({
  ...{ id: "dC-da2", name: "∂C/∂a²", symbol: slopeBy("a^{2}"), of: "a2", shape: [1], value: n.dCda2 },
  formula: raw`${slopeBy("a^{2}")} = a^{2} - y`,
  shapes: raw`${slopeBy("a^{2}")} = ${shaped(raw`1 \times 1`, "a^{2}")} - ${shaped(raw`1 \times 1`, "y")}`,
  substituted: raw`${slopeBy("a^{2}")} = ${num(n.a2, 0)} - ${num(n.y, 0)} = ${num(n.dCda2, 0)}`,
  ...{ uses: ["a2", "y"], ops: ["square"], says: "The slope of half a square is what was squared." },
  index: [
    raw`${slopeBy("a^{2}_{j}")} = a^{2}_{j} - y_{j}`,
    raw`${slopeBy("a^{2}_{1}")} = a^{2}_{1} - y_{1} = ${num(n.a2, 0)} - ${num(n.y, 0)} = ${num(n.dCda2, 0)}`,
  ],
  jacobian: [
    raw`${transposed(slopeBy("a^{2}"))} = \frac{\partial C}{\partial a^{2}}`,
    raw`${transposed(slopeBy("a^{2}"))} = ${rowVector(n.dCda2)}`,
  ],
  tensor: [
    raw`${slopeBy("a^{2}_{j}")} = \frac{\partial C}{\partial a^{2}_{j}}`,
    raw`${slopeBy("a^{2}")} = ${column(n.dCda2)}`,
  ],
});

const delta2 = step({
  ...{ id: "delta2", name: "δ²", symbol: raw`\delta^{2}`, of: "z2", shape: [1], value: n.delta2 },
  formula: raw`\delta^{2} = ${slopeBy("a^{2}")} \odot \sigma'\left(z^{2}\right) = \left(a^{2} - y\right) \odot \sigma'\left(z^{2}\right)`,
  shapes: raw`\delta^{2} = ${shaped(raw`1 \times 1`, slopeBy("a^{2}"))} \odot ${shaped(raw`1 \times 1`, raw`\sigma'\left(z^{2}\right)`)}`,
  substituted: raw`\delta^{2} = ${num(n.dCda2, 0)} \odot ${num(n.slope2, 0)} = ${num(n.delta2, 0)}`,
  ...{ uses: ["dC-da2", "z2"], ops: ["sigmoid"] },
  says: "Each neuron multiplies what arrives by its own slope, σ′(z) = σ(z) (1 - σ(z)).",
  index: [
    raw`\delta^{2}_{j} = ${slopeBy("a^{2}_{j}")}\,\sigma'\left(z^{2}_{j}\right)`,
    raw`\delta^{2}_{1} = ${slopeBy("a^{2}_{1}")}\,\sigma'\left(z^{2}_{1}\right) = ${num(n.dCda2, 0)} \cdot ${num(n.slope2, 0)} = ${num(n.delta2, 0)}`,
  ],
  jacobian: [
    raw`${transposed(raw`\delta^{2}`)} = ${transposed(slopeBy("a^{2}"))} \; \operatorname{diag}\left(\sigma'\left(z^{2}\right)\right)`,
    raw`${transposed(raw`\delta^{2}`)} = ${rowVector(n.dCda2)} ${diagonal(n.slope2)} = ${rowVector(n.delta2)}`,
  ],
  tensor: [
    raw`\delta^{2}_{j} = \sum_{i} ${slopeBy("a^{2}_{i}")} \, \frac{\partial a^{2}_{i}}{\partial z^{2}_{j}}, \qquad \frac{\partial a^{2}_{i}}{\partial z^{2}_{j}} = \left[i = j\right]\,\sigma'\left(z^{2}_{j}\right)`,
    raw`\frac{\partial a^{2}_{i}}{\partial z^{2}_{j}} = ${diagonal(n.slope2)}`,
    raw`\delta^{2} = ${column(n.delta2)}`,
  ],
});

const dCdW2 = step({
  ...{ id: "dC-dW2", name: "∂C/∂W²", symbol: slopeBy("W^{2}"), of: "W2", shape: [1, 2], value: n.dCdW2 },
  formula: raw`${slopeBy("W^{2}")} = \delta^{2} ${transposed("a^{1}")}`,
  shapes: raw`${slopeBy("W^{2}")} = ${shaped(raw`1 \times 1`, raw`\delta^{2}`)} ${transposed(shaped(raw`2 \times 1`, "a^{1}"))}`,
  substituted: raw`${slopeBy("W^{2}")} = ${column(n.delta2)} ${rowVector(n.a1)} = ${matrix(n.dCdW2)}`,
  ...{ uses: ["delta2", "a1"], ops: ["matmul"] },
  says: "A weight's slope is the δ of the neuron that it leads to, times the activation that it carries.",
  index: [
    raw`${slopeBy("w^{2}_{j k}")} = \delta^{2}_{j}\,a^{1}_{k}`,
    ...n.a1.map(
      (a, k) =>
        raw`${slopeBy(`w^{2}_{1,${k + 1}}`)} = \delta^{2}_{1}\,a^{1}_{${k + 1}} = ${num(n.delta2, 0)} \cdot ${number(a)} = ${num(n.dCdW2[0]!, k)}`,
    ),
  ],
  jacobian: [
    raw`\operatorname{vec}\left(${slopeBy("W^{2}")}\right)^{\mathsf{T}} = ${transposed(raw`\delta^{2}`)} \; I_{1} \otimes ${transposed("a^{1}")}`,
    raw`\operatorname{vec}\left(${slopeBy("W^{2}")}\right)^{\mathsf{T}} = ${rowVector(n.delta2)} ${rowVector(n.a1)} = ${matrix(n.dCdW2)}`,
  ],
  tensor: [
    raw`${slopeBy("w^{2}_{j k}")} = \sum_{i} ${slopeBy("a^{2}_{i}")} \, \frac{\partial a^{2}_{i}}{\partial w^{2}_{j k}}, \qquad \frac{\partial a^{2}_{i}}{\partial w^{2}_{j k}} = \left[i = j\right]\,\sigma'\left(z^{2}_{i}\right)\,a^{1}_{k}`,
    raw`\frac{\partial a^{2}_{i}}{\partial w^{2}_{j k}} = \left[${rowVector(n.a1.map((a) => a * n.slope2[0]!))}\right]`,
    raw`${slopeBy("W^{2}")} = ${matrix(n.dCdW2)}`,
  ],
});

const dCda1 = step({
  ...{ id: "dC-da1", name: "∂C/∂a¹", symbol: slopeBy("a^{1}"), of: "a1", shape: [2], value: n.dCda1 },
  formula: raw`${slopeBy("a^{1}")} = ${transposed("W^{2}")} \delta^{2}`,
  shapes: raw`${slopeBy("a^{1}")} = ${transposed(shaped(raw`1 \times 2`, "W^{2}"))} ${shaped(raw`1 \times 1`, raw`\delta^{2}`)}`,
  substituted: raw`${slopeBy("a^{1}")} = ${column(n.W2[0]!)} ${column(n.delta2)} = ${column(n.dCda1)}`,
  ...{
    uses: ["W2", "delta2"],
    ops: ["matmul"],
    says: "What a neuron caused comes back along the weights that it went out by.",
  },
  index: [
    raw`${slopeBy("a^{1}_{k}")} = \sum_{j=1}^{1} w^{2}_{j k}\,\delta^{2}_{j}`,
    ...n.dCda1.map(
      (slope, k) =>
        raw`${slopeBy(`a^{1}_{${k + 1}}`)} = w^{2}_{1,${k + 1}}\,\delta^{2}_{1} = ${num(n.W2[0]!, k)} \cdot ${factor(n.delta2[0]!)} = ${number(slope)}`,
    ),
  ],
  jacobian: [
    raw`${transposed(slopeBy("a^{1}"))} = ${transposed(raw`\delta^{2}`)} \; W^{2}`,
    raw`${transposed(slopeBy("a^{1}"))} = ${rowVector(n.delta2)} ${matrix(n.W2)} = ${rowVector(n.dCda1)}`,
  ],
  tensor: [
    raw`${slopeBy("a^{1}_{k}")} = \sum_{i} \delta^{2}_{i} \, \frac{\partial z^{2}_{i}}{\partial a^{1}_{k}}, \qquad \frac{\partial z^{2}_{i}}{\partial a^{1}_{k}} = w^{2}_{i k}`,
    raw`\frac{\partial z^{2}_{i}}{\partial a^{1}_{k}} = ${matrix(n.W2)}`,
    raw`${slopeBy("a^{1}")} = ${column(n.dCda1)}`,
  ],
});

const delta1 = step({
  ...{ id: "delta1", name: "δ¹", symbol: raw`\delta^{1}`, of: "z1", shape: [2], value: n.delta1 },
  formula: raw`\delta^{1} = ${slopeBy("a^{1}")} \odot \sigma'\left(z^{1}\right) = ${transposed("W^{2}")} \delta^{2} \odot \sigma'\left(z^{1}\right)`,
  shapes: raw`\delta^{1} = ${shaped(raw`2 \times 1`, slopeBy("a^{1}"))} \odot ${shaped(raw`2 \times 1`, raw`\sigma'\left(z^{1}\right)`)}`,
  substituted: raw`\delta^{1} = ${column(n.dCda1)} \odot ${column(n.slope1)} = ${column(n.delta1)}`,
  ...{ uses: ["dC-da1", "z1"], ops: ["sigmoid"] },
  says: "Each neuron multiplies what arrives by its own slope, σ′(z) = σ(z) (1 - σ(z)).",
  index: [
    raw`\delta^{1}_{j} = ${slopeBy("a^{1}_{j}")}\,\sigma'\left(z^{1}_{j}\right)`,
    ...n.delta1.map(
      (delta, j) =>
        raw`\delta^{1}_{${j + 1}} = ${slopeBy(`a^{1}_{${j + 1}}`)}\,\sigma'\left(z^{1}_{${j + 1}}\right) = ${num(n.dCda1, j)} \cdot ${num(n.slope1, j)} = ${number(delta)}`,
    ),
  ],
  jacobian: [
    raw`${transposed(raw`\delta^{1}`)} = ${transposed(raw`\delta^{2}`)} \; W^{2} \; \operatorname{diag}\left(\sigma'\left(z^{1}\right)\right)`,
    raw`${transposed(raw`\delta^{1}`)} = ${rowVector(n.delta2)} ${matrix(n.W2)} ${diagonal(n.slope1)} = ${rowVector(n.delta1)}`,
  ],
  tensor: [
    raw`\delta^{1}_{j} = \sum_{i} ${slopeBy("a^{1}_{i}")} \, \frac{\partial a^{1}_{i}}{\partial z^{1}_{j}}, \qquad \frac{\partial a^{1}_{i}}{\partial z^{1}_{j}} = \left[i = j\right]\,\sigma'\left(z^{1}_{j}\right)`,
    raw`\frac{\partial a^{1}_{i}}{\partial z^{1}_{j}} = ${diagonal(n.slope1)}`,
    raw`\delta^{1} = ${column(n.delta1)}`,
  ],
});

/** ∂a¹/∂W¹, 2 × 2 × 2, with its zeros. */
const stack = n.slope1.map((slope, i) => n.W1.map((_, j) => n.x.map((xk) => (i === j ? slope * xk : 0))));

const dCdW1 = step({
  ...{ id: "dC-dW1", name: "∂C/∂W¹", symbol: slopeBy("W^{1}"), of: "W1", shape: [2, 2], value: n.dCdW1 },
  formula: raw`${slopeBy("W^{1}")} = \delta^{1} {x}^{\mathsf{T}}`,
  shapes: raw`${slopeBy("W^{1}")} = ${shaped(raw`2 \times 1`, raw`\delta^{1}`)} {${shaped(raw`2 \times 1`, "x")}}^{\mathsf{T}}`,
  substituted: raw`${slopeBy("W^{1}")} = ${column(n.delta1)} ${rowVector(n.x)} = ${matrix(n.dCdW1)}`,
  ...{ uses: ["delta1", "x"], ops: ["matmul"] },
  says: "A weight's slope is the δ of the neuron that it leads to, times the activation that it carries.",
  index: [
    raw`${slopeBy("w^{1}_{j k}")} = \delta^{1}_{j}\,x_{k}`,
    ...n.dCdW1.flatMap((row, j) =>
      row.map(
        (slope, k) =>
          raw`${slopeBy(`w^{1}_{${j + 1},${k + 1}}`)} = \delta^{1}_{${j + 1}}\,x_{${k + 1}} = ${num(n.delta1, j)} \cdot ${num(n.x, k)} = ${number(slope)}`,
      ),
    ),
  ],
  jacobian: [
    raw`\operatorname{vec}\left(${slopeBy("W^{1}")}\right)^{\mathsf{T}} = ${transposed(raw`\delta^{1}`)} \; I_{2} \otimes {x}^{\mathsf{T}}`,
    raw`\operatorname{vec}\left(${slopeBy("W^{1}")}\right)^{\mathsf{T}} = ${rowVector(n.delta1)} ${matrix([
      [...n.x, 0, 0],
      [0, 0, ...n.x],
    ])} = ${rowVector(n.dCdW1.flat())}`,
  ],
  tensor: [
    raw`${slopeBy("w^{1}_{j k}")} = \sum_{i} ${slopeBy("a^{1}_{i}")} \, \frac{\partial a^{1}_{i}}{\partial w^{1}_{j k}}, \qquad \frac{\partial a^{1}_{i}}{\partial w^{1}_{j k}} = \left[i = j\right]\,\sigma'\left(z^{1}_{i}\right)\,x_{k}`,
    raw`\frac{\partial a^{1}_{i}}{\partial w^{1}_{j k}} = \left[${stack.map(matrix).join(raw`,\, `)}\right]`,
    raw`${slopeBy("W^{1}")} = ${matrix(n.dCdW1)}`,
  ],
});

/** ∂C/∂b = δ. */
function biasStep(layer: 1 | 2, delta: readonly number[]): Step {
  const [symbol, error] = [slopeBy(`b^{${layer}}`), raw`\delta^{${layer}}`];
  return step({
    ...{ id: `dC-db${layer}`, name: layer === 1 ? "∂C/∂b¹" : "∂C/∂b²", symbol, of: `b${layer}` },
    ...{ shape: [delta.length], value: delta, uses: [`delta${layer}`], ops: ["add"] },
    formula: `${symbol} = ${error}`,
    shapes: `${symbol} = ${shaped(raw`${delta.length} \times 1`, error)}`,
    substituted: `${symbol} = ${column(delta)}`,
    says: "A bias is added as it is, so its slope is that of the sum.",
    index: [
      raw`${slopeBy(`b^{${layer}}_{j}`)} = ${error}_{j}`,
      ...delta.map(
        (value, j) => raw`${slopeBy(`b^{${layer}}_{${j + 1}}`)} = ${error}_{${j + 1}} = ${number(value)}`,
      ),
    ],
    jacobian: [
      raw`${transposed(symbol)} = ${transposed(error)} \; I_{${delta.length}}`,
      raw`${transposed(symbol)} = ${rowVector(delta)} ${diagonal(delta.map(() => 1))} = ${rowVector(delta)}`,
    ],
    tensor: [
      raw`${slopeBy(`b^{${layer}}_{j}`)} = \sum_{i} ${error}_{i} \, \left[i = j\right]`,
      raw`${symbol} = ${column(delta)}`,
    ],
  });
}

/** From the cost back to the first layer. */
export const backwardSteps: readonly Step[] = [
  ...[dCda2, delta2, dCdW2, biasStep(2, n.delta2)],
  ...[dCda1, delta1, dCdW1, biasStep(1, n.delta1)],
];
