import { formatShape } from "../tensor/shape.ts";
import { constantOp, heldValue } from "./leaves.ts";
import type { Tensor } from "./tensor.ts";
import { topological } from "./traverse.ts";

/**
 * The graph as text, one node a line: `%3 z¹ = add(%1, b¹) [30]`.
 *
 * @param outputs the nodes to print, with all that they depend on
 */
export function printGraph(outputs: readonly Tensor[]): string {
  const order = topological(outputs);
  const numbers = new Map(order.map((node, i) => [node, i]));
  const reference = (node: Tensor): string => {
    if (node.op.kind === "leaf" && node.label !== undefined) return node.label;
    if (node.op === constantOp && node.shape.length === 0) return String(heldValue(node)?.data[0]);
    return `%${numbers.get(node) ?? "?"}`;
  };
  return order
    .filter((node) => node.op !== constantOp || node.shape.length > 0)
    .map((node) => {
      const name = node.label === undefined ? "" : `${node.label} = `;
      const type = node.dtype === "real" ? "" : ` ${node.dtype}`;
      const args = [...node.inputs.map(reference), ...attributes(node)].join(", ");
      return `%${numbers.get(node) ?? "?"} ${name}${node.op.name}(${args}) ${formatShape(node.shape)}${type}`;
    })
    .join("\n");
}

function attributes(node: Tensor): string[] {
  if (node.op.kind === "leaf") return [];
  return Object.entries(node.attributes).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
}
