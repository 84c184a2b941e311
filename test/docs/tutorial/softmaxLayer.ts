import {
  binaryCrossEntropy,
  constant,
  crossEntropy,
  gradients,
  jacobian,
  quadratic,
  sigmoid,
  softmax,
} from "../../../src/index.ts";
import { aligned, equation, latex, matrix, row } from "./formulas.ts";
import { values } from "./reading.ts";
import { must, number, table, vector } from "./writing.ts";

const z = constant([1, -0.5, 0.2]);
const y = constant([0, 1, 0]);
const a = softmax(z);
const C = crossEntropy(a, y);
const [da, delta] = gradients(C, [a, z]);
const J = jacobian(a, z);

// A sigmoid neuron that is quite sure of the wrong answer.
const sure = { z: constant([-6]), y: constant([1]) };

/** Section 7: softmax with cross-entropy. */
export const softmaxLayer = {
  target: `y = ${vector(values(y))}`,
  forward: aligned(
    `a &= \\mathrm{softmax}(z) = \\mathrm{softmax} ${matrix(z)} = ${matrix(a)}`,
    `C &= -\\sum_{i} y_{i} \\ln a_{i} = -\\ln ${latex(values(a)[1]!)} = ${latex(values(C)[0]!)}`,
  ),
  delta: outputError(),
  sure: `z = ${number(values(sure.z)[0]!)} where y = ${number(values(sure.y)[0]!)}`,
  table: oneNeuron(),
};

/** What is left where softmax is treated as if it worked element by element. */
export const diagonalOnly = {
  wrong: vector(values(da).map((slope, i) => slope * values(J)[4 * i]!)),
  right: vector(values(delta)),
};

function outputError(): string {
  const gaps = values(delta).map((slope, i) => slope - (values(a)[i]! - values(y)[i]!));
  must(Math.max(...gaps.map(Math.abs)) < 1e-15, "δ is a − y");
  return equation(
    "\\delta^{\\mathsf{T}}",
    "\\left(\\frac{\\partial C}{\\partial a}\\right)^{\\mathsf{T}} \\, \\frac{\\partial a}{\\partial z}",
    `${row(da)} ${matrix(J)}`,
    `${row(delta)} = \\left(a - y\\right)^{\\mathsf{T}}`,
  );
}

/** The same error with two costs. */
function oneNeuron(): string {
  const output = sigmoid(sure.z);
  const costs = {
    quadratic: quadratic(output, sure.y),
    "binary cross-entropy": binaryCrossEntropy(output, sure.y),
  };
  return table(
    ["cost", "a", "y", "δ"],
    Object.entries(costs).map(([name, cost]) => [
      name,
      ...[output, sure.y, gradients(cost, [sure.z])[0]].map((tensor) => number(values(tensor)[0]!)),
    ]),
  );
}
