import { constantOp, heldValue } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { attributesKey, identityKey, numberKey } from "./keys.ts";

/** Constants up to this size are compared by their numbers; larger ones only by identity. */
const SMALL = 16;

/**
 * Which nodes compute the same: for each node the first one with the same op, attributes and inputs, itself where there is
 * none.
 *
 * @param order nodes, inputs before the nodes that use them
 */
export function commonNodes(order: readonly Tensor[]): Map<Tensor, Tensor> {
  const same = new Map<Tensor, Tensor>();
  const known = new Map<string, Tensor>();
  for (const node of order) {
    const key = keyOf(node, same);
    const twin = known.get(key) ?? node;
    known.set(key, twin);
    same.set(node, twin);
  }
  return same;
}

function keyOf(node: Tensor, same: ReadonlyMap<Tensor, Tensor>): string {
  const { op, inputs, attributes, shape } = node;
  if (op.kind === "leaf") {
    const data = op === constantOp ? heldValue(node)?.data : undefined;
    if (data === undefined || data.length > SMALL) return `leaf ${node.id}`;
    return `constant ${node.dtype} [${shape.join()}] ${Array.from(data, numberKey).join()}`;
  }
  // By the op itself: anybody's op may have any name.
  const from = inputs.map((x) => same.get(x)!.id).join();
  return `${identityKey(op)} ${from} ${op.kind === "elementwise" ? "" : attributesKey(attributes)}`;
}
