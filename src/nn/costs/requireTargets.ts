import type { Tensor } from "../../graph/tensor.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import { ShapeError } from "../../util/errors.ts";

/**
 * Refuses targets of another shape than the outputs. They would stretch against each other, [batch, 1] and [batch] to
 * [batch, batch], and the network would learn something else without a word.
 */
export function requireTargets(cost: string, outputs: Tensor, targets: Tensor): void {
  if (!sameShape(outputs.shape, targets.shape)) {
    throw new ShapeError(
      `${cost}(): targets must have the shape of the outputs, ${formatShape(outputs.shape)}, ` +
        `got ${formatShape(targets.shape)}; reshape them`,
    );
  }
}
