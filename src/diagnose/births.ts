import type { Backend } from "../backend/backend.ts";
import { writeFeeds, type Feeds } from "../backend/reference/evaluate.ts";
import { firstBadNode, watchedNodes, type BadNode } from "../check/badNode.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { ZeroGradient } from "./diagnosis.ts";
import { gradientFlow } from "./flows.ts";
import { firstZeroGradient } from "./zeroGradient.ts";

/** Where numbers and gradients go wrong for the first time. */
export interface Births {
  readonly notFinite: BadNode | null;
  readonly zeroGradient: ZeroGradient | null;
}

/**
 * Runs the forward and the backward pass once, watching every node.
 *
 * @param variables by which the cost is differentiated
 */
export function findBirths(
  cost: Tensor,
  variables: readonly Tensor[],
  feeds: Feeds,
  backend: Backend,
): Births {
  const flow = gradientFlow(cost, variables);
  const outputs = [cost, ...variables.map((x) => flow.get(x)!)];
  const watched = watchedNodes([...outputs, ...flow.values()]);
  const program = backend.compile({ outputs: [...watched, ...variables] });
  try {
    writeFeeds(program, [cost], feeds);
    program.run();
    const notFinite = firstBadNode(program, outputs, cost, gradientNames(flow));
    // A NaN is not 0, and would only hide where a gradient ends.
    return { notFinite, zeroGradient: notFinite === null ? firstZeroGradient(program, flow) : null };
  } finally {
    program.dispose();
  }
}

/** ∂C/∂z¹ for the gradient of z¹; the node nearest to the cost where two share a gradient. */
function gradientNames(flow: ReadonlyMap<Tensor, Tensor>): Map<Tensor, string> {
  const named = [...flow].filter(([node]) => node.label !== undefined);
  return new Map(named.map(([node, gradient]) => [gradient, `∂C/∂${node.label!}`]));
}
