import type { Tensor } from "../../graph/tensor.ts";
import { mean } from "../../ops/mean.ts";
import { square } from "../../ops/square.ts";
import { subtract } from "../../ops/subtract.ts";
import { requireTargets } from "./requireTargets.ts";

/**
 * The mean squared error: C = ‖a - y‖² / n over the n outputs of a sample, with ∂C/∂a = 2 (a - y) / n.
 *
 * @param a activations, shape [n] or [batch, n]
 * @param y targets, the same shape
 * @returns a scalar, or a cost per sample: shape [batch]
 * @throws ShapeError where the shapes differ
 */
export function meanSquaredError(a: Tensor, y: Tensor): Tensor {
  requireTargets("meanSquaredError", a, y);
  return mean(square(subtract(a, y)), -1);
}
