import type { Tensor } from "../graph/tensor.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { NumericError, ShapeError, ValueError } from "../util/errors.ts";
import type { TrainOptions } from "./options.ts";
import { requireFit } from "./requireFit.ts";

export { requireFit };

/** Refuses options that make no sense before anything is computed. */
export function checkOptions(options: TrainOptions): TrainOptions {
  const { network, data, batch, epochs, seed, patience, batchEvents, learningRate } = options;
  requireWhole("batch", batch, 1);
  requireWhole("epochs", epochs, 0);
  requireWhole("seed", seed, 0);
  requireWhole("patience", patience === Infinity ? undefined : patience, 1);
  requireWhole("batchEvents", batchEvents, 0);
  if (typeof learningRate === "number" && !(learningRate >= 0 && learningRate < Infinity)) {
    throw new ValueError(`train(): the learning rate must be a finite number from 0 on, got ${learningRate}`);
  }
  requireFit(network, data.train);
  if (data.test !== undefined) requireFit(network, data.test);
  return options;
}

/**
 * Refuses a state that another network or another kind of optimizer left.
 *
 * @param where which part of the state, for the message
 * @param tensors what the run has
 * @param values what the state holds for them
 */
export function requireSameState(
  where: "parameters" | "optimizer",
  tensors: readonly Tensor[],
  values: readonly HostArray[],
): void {
  const way = where === "parameters" ? "resume with the same network" : "resume with the same optimizer";
  if (tensors.length !== values.length) {
    throw new ShapeError(
      `train(): resume.${where} must hold ${tensors.length} arrays, got ${values.length}; ${way}`,
    );
  }
  tensors.forEach((tensor, i) => {
    const { shape } = values[i]!;
    if (!sameShape(tensor.shape, shape)) {
      throw new ShapeError(
        `train(): resume.${where}[${i}] must have shape ${formatShape(tensor.shape)}, that of ${tensor.label ?? ""}, ` +
          `got ${formatShape(shape)}; ${way}`,
      );
    }
  });
}

/** Refuses to start from numbers that are NaN or infinite: no step can mend them. */
export function requireFiniteStart(tensors: readonly Tensor[], values: readonly HostArray[]): void {
  tensors.forEach((tensor, i) => {
    const bad = values[i]!.data.find((value) => !Number.isFinite(value));
    if (bad !== undefined) {
      throw new NumericError(
        `train(): ${tensor.label ?? ""} must hold finite numbers to start from, got ${bad}; start from another network`,
      );
    }
  });
}

function requireWhole(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < least)) {
    throw new ValueError(`train(): ${name} must be a whole number from ${least} on, got ${value}`);
  }
}
