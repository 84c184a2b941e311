import { inputOp, parameterOp } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { toHostArray, type ArrayLike } from "../tensor/hostArray.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { ShapeError, ValueError } from "../util/errors.ts";

// What every engine asks of those who use its programs, in the same words.

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

/** Refuses to write to what is no leaf, or a constant. */
export function requireWritable(leaf: Tensor): void {
  if (leaf.op !== inputOp && leaf.op !== parameterOp) {
    throw new ValueError(`write(): only inputs and parameters can be written, got ${String(leaf)}`);
  }
}

/** The numbers given for a leaf, of its shape. */
export function numbersFor(leaf: Tensor, value: ArrayLike): Float64Array {
  const { shape, data } = toHostArray(value, leaf.label ?? leaf.op.name);
  if (!sameShape(shape, leaf.shape)) {
    throw new ShapeError(
      `write(): ${String(leaf)} must be given numbers of shape ${formatShape(leaf.shape)}, got ${formatShape(shape)}`,
    );
  }
  return data;
}

/** Refuses to run what was disposed of, or without the numbers of an input. */
export function requireRunnable(isDisposed: boolean, unset: ReadonlySet<Tensor>): void {
  if (isDisposed) throw new ValueError("run(): this computation was disposed of; compile it again");
  for (const leaf of unset) {
    throw new ValueError(
      `run(): input "${leaf.label ?? ""}" of shape ${formatShape(leaf.shape)} has no numbers; give them before running`,
    );
  }
}

/** What belongs to a node, which must be there. */
export function requirePart<T>(parts: ReadonlyMap<Tensor, T>, tensor: Tensor): T {
  const part = parts.get(tensor);
  if (part === undefined) {
    throw new ValueError(
      `${String(tensor)} is not part of this computation, or it was disposed of; compile with it among the outputs`,
    );
  }
  return part;
}
