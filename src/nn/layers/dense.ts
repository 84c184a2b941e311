import type { Tensor } from "../../graph/tensor.ts";
import { add } from "../../ops/add.ts";
import { matmul } from "../../ops/matmul.ts";
import { transpose } from "../../ops/transpose.ts";

/**
 * A dense layer's weighted input: z = W a + b for a sample, Z = A Wᵀ + b for a batch of rows.
 *
 * @param a the activations that enter, shape [in] or [batch, in]
 * @param weights W, shape [out, in]: row i enters neuron i
 * @param bias b, shape [out]
 * @returns shape [out] or [batch, out]
 *
 * @example
 * ```ts
 * const [W, b] = [constant([[0.1, 0.3], [0.2, 0.4]]), constant([0.1, -0.1])];
 * evaluate(dense(constant([1, 0.5]), W, b)).data; // Float64Array [0.35, 0.30000000000000004]
 * ```
 */
export function dense(a: Tensor, weights: Tensor, bias: Tensor): Tensor {
  return add(matmul(a, transpose(weights)), bias);
}
