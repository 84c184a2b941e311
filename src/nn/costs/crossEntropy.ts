import type { FunctionRules } from "../../graph/op.ts";
import { summarized, type Tensor } from "../../graph/tensor.ts";
import { logSoftmax } from "../../ops/logSoftmax.ts";
import { multiply } from "../../ops/multiply.ts";
import { negate } from "../../ops/negate.ts";
import { softmax } from "../../ops/softmax.ts";
import { sum } from "../../ops/sum.ts";
import { requireTargets } from "./requireTargets.ts";
import { timesLog } from "./timesLog.ts";

/**
 * The cross-entropy: C = -Σ y ln a, with ∂C/∂a = -y / a; a target of 0 adds nothing, whatever a is.
 *
 * @param a activations in (0, 1], shape [n] or [batch, n]
 * @param y targets, the same shape
 * @returns a scalar, or a cost per sample: shape [batch]
 * @throws ShapeError where the shapes differ
 */
export function crossEntropy(a: Tensor, y: Tensor): Tensor {
  requireTargets("crossEntropy", a, y);
  return negate(sum(timesLog(y, a), -1));
}

/**
 * The cross-entropy of a softmax, from z: C = -Σ y ln softmax(z), with ∂C/∂z = softmax(z) Σ y - y.
 *
 * Finite for any z, where the softmax itself rounds to 0 and its logarithm to -∞.
 *
 * @param z weighted inputs of the output layer, shape [n] or [batch, n]
 * @param y targets, the same shape
 * @param a softmax(z), where it is already in the graph: how explanations call it
 * @throws ShapeError where the shapes differ
 */
export function softmaxCrossEntropy(z: Tensor, y: Tensor, a: Tensor = softmax(z)): Tensor {
  requireTargets("softmaxCrossEntropy", z, y);
  return summarized(negate(sum(multiply(y, logSoftmax(z)), -1)), jointRules, [z, y, a]);
}

const jointRules: FunctionRules = {
  name: "softmaxCrossEntropy",
  vjp: (t, { inputs: [, y, a], shapes: [shape], yBar }) => {
    const total = t.sum(y!, [shape!.length - 1], true);
    const each = t.reshape(yBar, [...shape!.slice(0, -1), 1]);
    return [t.multiply(each, t.subtract(t.multiply(a!, total), y!)), null, null];
  },
  explain: {
    latex: (_z, y, a) => `-\\sum ${y} \\odot \\ln ${a}`,
    binds: "sum",
    says: "softmax and cross-entropy are derived as one: the slope of the logarithm cancels that of softmax, and what is left is the difference between output and target",
  },
};
