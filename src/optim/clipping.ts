import type { Tensor } from "../graph/tensor.ts";
import { add } from "../ops/add.ts";
import { clamp } from "../ops/clamp.ts";
import { divide } from "../ops/divide.ts";
import { minimum } from "../ops/minimum.ts";
import { multiply } from "../ops/multiply.ts";
import { sqrt } from "../ops/sqrt.ts";
import { square } from "../ops/square.ts";
import { sum } from "../ops/sum.ts";

/** What happens to all gradients together before the optimizer sees them. */
export type Clipping = (gradients: readonly Tensor[]) => readonly Tensor[];

/**
 * Shortens the gradients together where their common norm is too large: g ← g · min(1, c / (‖g‖ + 10⁻⁶)).
 *
 * @param norm c, the largest norm over all parameters at once
 * Source: Pascanu, Mikolov, Bengio 2013, algorithm 1; PyTorch's clip_grad_norm_.
 */
export function clipByNorm(norm: number): Clipping {
  return (gradients) => {
    const squares = gradients.map((g): Tensor => sum(square(g)));
    const length = sqrt(squares.reduce((a, b) => add(a, b)));
    const factor = minimum(divide(norm, add(length, 1e-6)), 1);
    return gradients.map((g) => multiply(g, factor));
  };
}

/**
 * Cuts every element of the gradients to [-limit, limit].
 *
 * @param limit the largest magnitude
 */
export function clipByValue(limit: number): Clipping {
  return (gradients) => gradients.map((g) => clamp(g, -limit, limit));
}
