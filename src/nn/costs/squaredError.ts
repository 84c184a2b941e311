import type { Tensor } from "../../graph/tensor.ts";
import { square } from "../../ops/square.ts";
import { subtract } from "../../ops/subtract.ts";
import { sum } from "../../ops/sum.ts";
import { requireTargets } from "./requireTargets.ts";

/**
 * The squared error without the ½: C = ‖a - y‖², with ∂C/∂a = 2 (a - y).
 *
 * @param a activations, shape [n] or [batch, n]
 * @param y targets, the same shape
 * @returns a scalar, or a cost per sample: shape [batch]
 * @throws ShapeError where the shapes differ
 */
export function squaredError(a: Tensor, y: Tensor): Tensor {
  requireTargets("squaredError", a, y);
  return sum(square(subtract(a, y)), -1);
}
