import type { Checkpoint, StateTensor } from "../../format/checkpoint.ts";
import { fromNetwork } from "../../format/networkFile.ts";
import { heldValue } from "../../graph/leaves.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { parametersOf, withParameters } from "../../nn/network.ts";
import { hostArray, type HostArray } from "../../tensor/hostArray.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { TrainingState } from "../../train/events.ts";
import type { TrainOptions } from "../../train/options.ts";
import { recipeOf } from "../../train/recipe.ts";
import { FormatError } from "../../util/errors.ts";

/** The options of a checkpoint that hold the best epoch so far. */
export const BEST_EPOCH = "bestEpoch";
export const BEST_SCORE = "bestScore";

/** A training state as a checkpoint holds it: the last parameters as a network, everything else as named tensors. */
export function storeState(
  { network, ...options }: TrainOptions,
  state: TrainingState,
): Pick<Checkpoint, "network" | "state"> & { readonly best: Readonly<Record<string, number>> } {
  const slots = stateSlots({ network, ...options });
  const { best } = state;
  const values = [...state.optimizer, ...(best?.parameters ?? [])];
  const names = best === null ? slots.optimizer : [...slots.optimizer, ...slots.best];
  return {
    network: fromNetwork(withParameters(network, state.parameters), (tensor) => heldValue(tensor)!),
    state: values.map(({ shape, data }, i) => ({
      name: names[i]!.name,
      shape: [...shape],
      values: [...data],
    })),
    best: best === null ? {} : { [BEST_EPOCH]: best.epoch, [BEST_SCORE]: best.score },
  };
}

/**
 * The training state in a checkpoint.
 *
 * @param options whose network is the checkpoint's
 * @throws FormatError where a tensor is missing or has another shape than these options need
 */
export function restoreState(
  { training, state }: Checkpoint,
  options: TrainOptions,
  where: string,
): TrainingState {
  const slots = stateSlots(options);
  const { [BEST_EPOCH]: epoch, [BEST_SCORE]: score } = training.options ?? {};
  const hasBest = typeof epoch === "number" && typeof score === "number";
  const expected = hasBest ? [...slots.optimizer, ...slots.best] : slots.optimizer;
  if (state.length !== expected.length) {
    throw new FormatError(
      `${where}: state must have ${expected.length} tensors for ${training.optimizer}, got ${state.length}; start a new training`,
    );
  }
  const arrays = expected.map((slot, i) => restored(state[i]!, slot, `${where}: state[${i}]`));
  const parameters = arrays.slice(slots.optimizer.length);
  return {
    epoch: training.epoch,
    parameters: parametersOf(options.network).map((tensor) => heldValue(tensor)!),
    optimizer: arrays.slice(0, slots.optimizer.length),
    best: hasBest ? { epoch, score, parameters } : null,
  };
}

interface Slot {
  readonly name: string;
  readonly shape: readonly number[];
}

function stateSlots(options: TrainOptions): {
  readonly optimizer: readonly Slot[];
  readonly best: readonly Slot[];
} {
  const { parameters, shared } = recipeOf(options);
  const slot = (tensor: Tensor, prefix = ""): Slot => ({
    name: prefix + (tensor.label ?? ""),
    shape: tensor.shape,
  });
  return {
    optimizer: shared.slice(parameters.length).map((tensor) => slot(tensor)),
    best: parameters.map((tensor) => slot(tensor, "best ")),
  };
}

function restored({ name, shape, values }: StateTensor, slot: Slot, place: string): HostArray {
  if (name !== slot.name || String(shape) !== String(slot.shape)) {
    throw new FormatError(
      `${place} must be "${slot.name}" ${formatShape(slot.shape)}, got "${name}" ${formatShape(shape)}; start a new training`,
    );
  }
  return hostArray(Float64Array.from(values), slot.shape);
}
