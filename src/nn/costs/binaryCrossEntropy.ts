import type { FunctionRules } from "../../graph/op.ts";
import { summarized, type Tensor } from "../../graph/tensor.ts";
import { add } from "../../ops/add.ts";
import { multiply } from "../../ops/multiply.ts";
import { negate } from "../../ops/negate.ts";
import { sigmoid } from "../../ops/sigmoid.ts";
import { softplus } from "../../ops/softplus.ts";
import { subtract } from "../../ops/subtract.ts";
import { sum } from "../../ops/sum.ts";
import { requireTargets } from "./requireTargets.ts";
import { timesLog } from "./timesLog.ts";

/**
 * The binary cross-entropy: C = -Σ (y ln a + (1 - y) ln(1 - a)), with ∂C/∂a = (a - y) / (a (1 - a)).
 *
 * @param a activations in (0, 1), shape [n] or [batch, n]
 * @param y targets in [0, 1], the same shape
 * @returns a scalar, or a cost per sample: shape [batch]
 * @throws ShapeError where the shapes differ
 */
export function binaryCrossEntropy(a: Tensor, y: Tensor): Tensor {
  requireTargets("binaryCrossEntropy", a, y);
  return negate(sum(add(timesLog(y, a), timesLog(subtract(1, y), subtract(1, a))), -1));
}

/**
 * The binary cross-entropy of a sigmoid, from z: C = Σ (softplus(z) - y z), with ∂C/∂z = σ(z) - y.
 *
 * Finite for any z: softplus(z) = -ln(1 - σ(z)) without the subtraction that loses everything for large z.
 *
 * @param z weighted inputs of the output layer, shape [n] or [batch, n]
 * @param y targets in [0, 1], the same shape
 * @param a σ(z), where it is already in the graph: how explanations call it
 * @throws ShapeError where the shapes differ
 */
export function sigmoidBinaryCrossEntropy(z: Tensor, y: Tensor, a: Tensor = sigmoid(z)): Tensor {
  requireTargets("sigmoidBinaryCrossEntropy", z, y);
  return summarized(sum(subtract(softplus(z), multiply(y, z)), -1), jointRules, [z, y, a]);
}

const jointRules: FunctionRules = {
  name: "sigmoidBinaryCrossEntropy",
  vjp: (t, { inputs: [, y, a], shapes: [shape], yBar }) => {
    const each = t.reshape(yBar, [...shape!.slice(0, -1), 1]);
    return [t.multiply(each, t.subtract(a!, y!)), null, null];
  },
  explain: {
    latex: (_z, y, a) =>
      `-\\sum \\left(${y} \\odot \\ln ${a} + \\left(1 - ${y}\\right) \\odot \\ln\\left(1 - ${a}\\right)\\right)`,
    binds: "sum",
    says: "sigmoid and cross-entropy are derived as one: σ′ cancels, and what is left is the difference between output and target",
  },
};
