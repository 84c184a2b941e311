import { Tensor } from "../../graph/tensor.ts";

/**
 * The same graph with some nodes replaced by others, so that a step stands on the names of what it uses.
 *
 * @param node the graph
 * @param known replacements; what is built on the way is added, so that shared parts stay shared
 */
export function replaced(node: Tensor, known: Map<Tensor, Tensor>): Tensor {
  const found = known.get(node);
  if (found !== undefined) return found;
  const inputs = node.inputs.map((x) => replaced(x, known));
  const summary = node.summary && {
    rules: node.summary.rules,
    inputs: node.summary.inputs.map((x) => replaced(x, known)),
  };
  const same = inputs.every((x, i) => x === node.inputs[i]);
  const result = same ? node : new Tensor({ ...fieldsOf(node), inputs, summary });
  known.set(node, result);
  return result;
}

/** What a node is made of, to make another like it. */
export function fieldsOf({ op, inputs, attributes, shape, dtype, summary }: Tensor) {
  return { op, inputs, attributes, shape, dtype, summary };
}
