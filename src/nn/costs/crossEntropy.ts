import type { Tensor } from "../../graph/tensor.ts";
import { logSoftmax } from "../../ops/logSoftmax.ts";
import { multiply } from "../../ops/multiply.ts";
import { negate } from "../../ops/negate.ts";
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
 * @throws ShapeError where the shapes differ
 */
export function softmaxCrossEntropy(z: Tensor, y: Tensor): Tensor {
  requireTargets("softmaxCrossEntropy", z, y);
  return negate(sum(multiply(y, logSoftmax(z)), -1));
}
