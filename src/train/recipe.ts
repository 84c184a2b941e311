import type { Tensor } from "../graph/tensor.ts";
import { parametersOf } from "../nn/network.ts";
import { constantRate } from "../optim/schedules.ts";
import { sgd } from "../optim/sgd.ts";
import { initialState, stateTensors, trainingStep } from "../optim/trainingStep.ts";
import type { TrainOptions } from "./options.ts";
import type { BatchGraph } from "./programs.ts";

/** What a step changes, and how, whatever the size of the batch. */
export interface Recipe {
  readonly parameters: readonly Tensor[];
  /** The parameters, then the optimizer's state. */
  readonly shared: readonly Tensor[];
  readonly updates: (graph: BatchGraph) => [parameter: Tensor, next: Tensor][];
}

/** The options read as graph: cost, gradients, clipping, schedule, optimizer. */
export function recipeOf(options: TrainOptions): Recipe {
  const { network, optimizer = sgd(), learningRate = 3, clipping } = options;
  const parameters = parametersOf(network);
  const state = initialState(optimizer, parameters);
  const schedule = typeof learningRate === "number" ? constantRate(learningRate) : learningRate;
  return {
    parameters,
    shared: [...parameters, ...stateTensors(state)],
    updates: ({ cost }) =>
      trainingStep(cost, parameters, optimizer, state, { schedule, ...(clipping && { clipping }) }),
  };
}
