import { explainNetwork } from "../../../src/explain/network.ts";
import { toNetwork } from "../../../src/format/networkFile.ts";
import {
  constant,
  gradients,
  matmul,
  multiply,
  named,
  outer,
  parameter,
  quadratic,
  sigmoid,
  subtract,
  sum,
  transpose,
  type Tensor,
} from "../../../src/index.ts";
import { dense } from "../../../src/nn/layers/dense.ts";
import { assigned } from "./anyFunction.ts";
import { averagedBias } from "./batch.ts";
import { diagonalOnly } from "./softmaxLayer.ts";
import { exampleFile, numbersOf, values } from "./reading.ts";
import { must, number, table, vector } from "./writing.ts";

// The 2-2-2 network of Mazur's "A Step by Step Backpropagation Example" (2015). All its layers are of one size, so a product
// in the wrong order still multiplies, and only the numbers tell.
const W1 = parameter("W¹", [
  [0.15, 0.2],
  [0.25, 0.3],
]);
const W2 = parameter("W²", [
  [0.4, 0.45],
  [0.5, 0.55],
]);
const x = constant([0.05, 0.1]);
const y = constant([0.01, 0.99]);
const a1 = sigmoid(dense(x, W1, parameter("b¹", [0.35, 0.35])));
const z2 = named("z²", dense(a1, W2, parameter("b²", [0.6, 0.6])));
const a2 = sigmoid(z2);
const C = quadratic(a2, y);

const [dW2, da1, delta2] = gradients(C, [W2, a1, z2]);
const difference = subtract(a2, y);
const slope = multiply(a2, subtract(1, a2)); // σ′(z²)

const swapped = multiply(slope, matmul(transpose(W2), difference));
const slopeTwice = matmul(transpose(W2), multiply(slope, delta2));
const untransposed = matmul(W2, delta2);
const updated = matmul(transpose(subtract(W2, multiply(0.5, dW2))), delta2);
// Σᵢ ∂C/∂aᵢ ∂aᵢ/∂w_jk with ∂aᵢ/∂w_jk = σ′(zᵢ) a_k for every j
const everyRow = outer(multiply(sum(delta2), constant([1, 1])), a1);

/** Section 10: what goes wrong in books. */
export const mistakes = {
  table: table(
    ["the mistake", "of", "gives", "right is"],
    [
      ["σ′ multiplied after the way back: σ′(z²) ⊙ ((W²)ᵀ ∂C/∂a²)", "∂C/∂a¹", both(swapped), both(da1)],
      [
        "σ′ counted twice, where δ has changed its meaning between two pages",
        "∂C/∂a¹",
        both(slopeTwice),
        both(da1),
      ],
      ["the transpose forgotten: W² δ²", "∂C/∂a¹", both(untransposed), both(da1)],
      ["W² updated before δ² goes back through it (η = ½)", "∂C/∂a¹", both(updated), both(da1)],
      [
        "σ′ forgotten: δ² = a² − y with the quadratic cost",
        "∂C/∂w²₁₁",
        first(outer(difference, a1)),
        first(dW2),
      ],
      ["[i = j] forgotten in ∂aᵢ/∂w_jk = σ′(zᵢ) a_k [i = j]", "∂C/∂w²₁₁", first(everyRow), first(dW2)],
      ["2 (a² − y) for the cost with ½", "∂C/∂w²₁₁", first(multiply(2, dW2)), first(dW2)],
      [
        "softmax taken for a function of one number: only the diagonal of its Jacobian (section 7)",
        "δ",
        diagonalOnly.wrong,
        diagonalOnly.right,
      ],
      [
        "the bias averaged over the batch, the weights summed (section 6)",
        "∂C/∂b",
        number(averagedBias.wrong),
        number(averagedBias.right),
      ],
      ["= in the place of += (section 8)", "∂C/∂x", number(assigned.wrong), number(assigned.right)],
    ],
  ),
  tolerance: tolerance(),
  doubled: first(multiply(2, dW2)),
  ...slip(),
};

/** How far the first mistake is off: less than some checks in use allow. */
function tolerance(): string {
  const [wrong, right] = [values(swapped)[0]!, values(da1)[0]!];
  const error = Math.abs(wrong - right);
  must(error < 0.01, "an absolute tolerance of 0.01 passes the first mistake");
  return number(error);
}

/** What a set of lecture notes prints for the second network of `examples/`, and what it should. */
function slip(): Record<"printedFirst" | "rightFirst" | "printedLast" | "rightLast", string> {
  const { file, input, target } = exampleFile("note-001-second.json");
  const derivation = explainNetwork(toNetwork(file), { input, target });
  const printed = { z1: 0.24, delta1: -0.0226 };
  const right = { z1: numbersOf(derivation, "z1")[0]!, delta1: numbersOf(derivation, "delta1")[1]! };
  must(right.delta1 > 0, "the printed δ¹ has the wrong sign");
  return {
    printedFirst: number(printed.z1),
    rightFirst: number(right.z1),
    printedLast: number(printed.delta1),
    rightLast: number(right.delta1),
  };
}

function both(tensor: Tensor): string {
  return vector(values(tensor), 5);
}

function first(tensor: Tensor): string {
  return number(values(tensor)[0]!, 5);
}
