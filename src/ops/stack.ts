import type { Tensor } from "../graph/tensor.ts";
import { formatShape, normalizeAxis, sameShape } from "../tensor/shape.ts";
import { ShapeError } from "../util/errors.ts";
import { concat } from "./concat.ts";
import { reshape } from "./reshape.ts";

/**
 * Tensors of one shape side by side along a new axis: y_i = xⁱ, with ∂C/∂xⁱ = ∂C/∂y_i.
 *
 * @param tensors at least one, all of the same shape
 * @param axis where the new axis is in the result, negative from its end
 * @returns one axis more than they have, whose size is their number
 * @throws ShapeError where the shapes differ
 *
 * @example
 * ```ts
 * evaluate(stack([constant([1, 2]), constant([3, 4])])).data; // Float64Array [1, 2, 3, 4]
 * ```
 */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  const first = tensors[0];
  if (first === undefined) throw new ShapeError("stack(): needs at least one tensor, got none");
  const other = tensors.find((x) => !sameShape(x.shape, first.shape));
  if (other !== undefined) {
    throw new ShapeError(
      `stack(): all shapes must be equal, got ${formatShape(first.shape)} and ${formatShape(other.shape)}; ` +
        "to lay different ones end to end use concat",
    );
  }
  const at = normalizeAxis("stack", axis, first.shape.length + 1);
  return concat(
    tensors.map((x) => reshape(x, x.shape.toSpliced(at, 0, 1))),
    at,
  );
}
