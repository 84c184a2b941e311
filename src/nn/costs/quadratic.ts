import type { Tensor } from "../../graph/tensor.ts";
import { multiply } from "../../ops/multiply.ts";
import { requireTargets } from "./requireTargets.ts";
import { squaredError } from "./squaredError.ts";

/**
 * The quadratic cost: C = ½ ‖a - y‖², with ∂C/∂a = a - y.
 *
 * @param a activations, shape [n] or [batch, n]
 * @param y targets, the same shape
 * @returns a scalar, or a cost per sample: shape [batch]
 * @throws ShapeError where the shapes differ
 *
 * @example
 * ```ts
 * evaluate(quadratic(constant([1, 2]), constant([0, 0]))).data; // Float64Array [2.5]
 * ```
 * Source: Nielsen, Neural Networks and Deep Learning, chapter 2, equation (27).
 */
export function quadratic(a: Tensor, y: Tensor): Tensor {
  requireTargets("quadratic", a, y);
  return multiply(squaredError(a, y), 0.5);
}
