import { gradients } from "../autodiff/reverse.ts";
import type { Tensor } from "../graph/tensor.ts";
import { dependents, topological } from "../graph/traverse.ts";

/** The nodes of a graph through which its variables reach the cost, with the gradient of each. */
export type GradientFlow = ReadonlyMap<Tensor, Tensor>;

/** ∂C/∂node for every real node between the variables and the cost, in the order of computing. */
export function gradientFlow(cost: Tensor, variables: readonly Tensor[]): GradientFlow {
  const order = topological([cost]);
  const reached = dependents(order, variables);
  const between = order.filter((node) => reached.has(node) && node.dtype === "real");
  const found = gradients(cost, between, { missing: "zeros" }) as readonly Tensor[];
  return new Map(between.map((node, i) => [node, found[i]!]));
}
