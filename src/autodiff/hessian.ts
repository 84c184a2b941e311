import type { Tensor } from "../graph/tensor.ts";
import { jvp } from "./forward.ts";
import { jacobian } from "./jacobian.ts";
import { gradients, type Like } from "./reverse.ts";

/**
 * The Hessian of a scalar: H_ij = ∂²C / ∂xᵢ ∂xⱼ, the forward-mode Jacobian of the gradient.
 *
 * @param cost C, a scalar node
 * @param x the node to differentiate by, of any shape
 * @returns a node of shape [...shape of x, ...shape of x]
 * @throws GradientError where C is no scalar or does not depend on x
 */
export function hessian(cost: Tensor, x: Tensor): Tensor {
  const [dx] = gradients(cost, [x]);
  // C may depend on x only linearly, and then its gradient not at all.
  return jacobian(dx, x, { mode: "forward", missing: "zeros" });
}

/**
 * Hessian-vector products without the Hessian: Σⱼ ∂²C / ∂xᵢ ∂xⱼ vⱼ, forward over reverse.
 *
 * @param cost C, a scalar node
 * @param variables the nodes x
 * @param vectors v for each variable, in its shape
 * @returns a node per variable, in its shape; it costs about as much as two gradients
 * Source: Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6(1), 1994.
 */
export function hessianVectorProduct<const Variables extends readonly Tensor[]>(
  cost: Tensor,
  variables: Variables,
  vectors: readonly Tensor[],
): Like<Variables> {
  const first = gradients(cost, variables) as readonly Tensor[];
  return jvp(first, variables, vectors, { missing: "zeros" }) as Like<Variables>;
}
