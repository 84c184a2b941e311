import { parameterOp } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { ShapeError, ValueError } from "../util/errors.ts";

/** Refuses an update of anything but a parameter, or by numbers of another shape. */
export function requireUpdatable(parameter: Tensor, next: Tensor): void {
  if (parameter.op !== parameterOp) {
    throw new ValueError(`compile(): only parameters can be updated, got ${String(parameter)}`);
  }
  if (!sameShape(parameter.shape, next.shape)) {
    throw new ShapeError(
      `compile(): the update of ${String(parameter)} must have shape ${formatShape(parameter.shape)}, ` +
        `got ${formatShape(next.shape)}`,
    );
  }
}
