import type { Tensor } from "./tensor.ts";

/**
 * Every node that the given ones depend on, inputs before the nodes that use them.
 *
 * Ids grow from inputs to results, so sorting by id is a topological order, the same on every run; no recursion, so deep
 * graphs do not overflow the stack.
 */
export function topological(outputs: readonly Tensor[]): Tensor[] {
  const seen = new Set(outputs);
  const stack = [...seen];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const x of node.inputs) {
      if (!seen.has(x)) {
        seen.add(x);
        stack.push(x);
      }
    }
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

/** The nodes of `order` that depend on one of `sources` (which count themselves). */
export function dependents(order: readonly Tensor[], sources: readonly Tensor[]): Set<Tensor> {
  const found = new Set(sources);
  for (const node of order) {
    if (node.inputs.some((x) => found.has(x))) found.add(node);
  }
  return found;
}
