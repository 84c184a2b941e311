import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import { multiply } from "./multiply.ts";
import { reshape } from "./reshape.ts";

/**
 * The outer product, each element of a with each of b: y_ij = aᵢ bⱼ, with ∂C/∂aᵢ = Σⱼ ∂C/∂y_ij bⱼ.
 *
 * @param a any shape, usually a vector [m]
 * @param b any shape, usually a vector [n]
 * @returns the axes of a, then those of b: [m, n]
 *
 * @example
 * ```ts
 * evaluate(outer(constant([1, 2]), constant([3, 4]))).data; // Float64Array [3, 4, 6, 8]
 * ```
 */
export function outer<A extends Shape, B extends Shape>(a: Tensor<A>, b: Tensor<B>): Tensor<[...A, ...B]> {
  const columns: Shape = [...a.shape, ...b.shape.map(() => 1)];
  const y: Tensor = multiply(reshape<Shape, Shape>(a, columns), b as Tensor);
  return y as Tensor<[...A, ...B]>;
}
