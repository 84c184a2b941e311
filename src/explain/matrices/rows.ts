import { Tensor } from "../../graph/tensor.ts";
import { reshape } from "../../ops/reshape.ts";
import { transpose } from "../../ops/transpose.ts";
import { fieldsOf } from "./replace.ts";

/**
 * A formula for a column as a formula for the row: what is done element by element is done to rows, the rest is transposed.
 *
 * @param node a vector, or a matrix; to be tidied afterwards, which moves the transposes to the names
 */
export function asRow(node: Tensor): Tensor {
  const { shape, op } = node;
  if (shape.length === 0) return node;
  if (shape.length === 2) return transpose(node);
  const isWhole = node.label !== undefined || node.summary !== undefined;
  if (op.kind !== "elementwise" || isWhole) return reshape(node, [1, ...shape]);
  return new Tensor({ ...fieldsOf(node), inputs: node.inputs.map(asRow), shape: [1, ...shape] });
}
