import { gradients } from "../autodiff/reverse.ts";
import { parameter } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { add } from "../ops/add.ts";
import { hostArray } from "../tensor/hostArray.ts";
import { sizeOf } from "../tensor/shape.ts";
import type { Clipping } from "./clipping.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** What an optimizer carries from step to step, as parameters of the graph. */
export interface OptimizerState {
  /** How many steps have been taken, a scalar. */
  readonly steps: Tensor;
  /** For each trained parameter what the optimizer remembers of it, by name. */
  readonly memory: readonly Readonly<Record<string, Tensor>>[];
}

/** The state before the first step: zeros. */
export function initialState(optimizer: Optimizer, parameters: readonly Tensor[]): OptimizerState {
  return {
    steps: parameter("t", 0),
    memory: parameters.map((theta) =>
      Object.fromEntries(
        optimizer.memory.map((name) => [
          name,
          parameter(
            `${name} ${theta.label ?? ""}`,
            hostArray(new Float64Array(sizeOf(theta.shape)), theta.shape),
          ),
        ]),
      ),
    ),
  };
}

/** Every tensor of a state in a fixed order, for saving and restoring. */
export function stateTensors({ steps, memory }: OptimizerState): Tensor[] {
  return [steps, ...memory.flatMap((slots) => Object.values(slots))];
}

/**
 * One step of training as a graph: from the cost to the next value of every parameter and of the optimizer's state.
 *
 * @param cost C, a scalar
 * @param parameters θ, what to train
 * @param state the optimizer's state for these parameters
 * @returns pairs of a parameter and the node it becomes, for a program's `updates`
 */
export function trainingStep(
  cost: Tensor,
  parameters: readonly Tensor[],
  optimizer: Optimizer,
  state: OptimizerState,
  { schedule, clipping = (g) => g }: { readonly schedule: Schedule; readonly clipping?: Clipping },
): [parameter: Tensor, next: Tensor][] {
  const step = add(state.steps, 1);
  const learningRate = schedule(step);
  const clipped = clipping(gradients(cost, parameters));
  const updates = parameters.flatMap((theta, i): [Tensor, Tensor][] => {
    const memory = state.memory[i]!;
    const next = optimizer.update({ parameter: theta, gradient: clipped[i]!, memory, step, learningRate });
    const kept = optimizer.memory.map((name): [Tensor, Tensor] => [memory[name]!, next.memory[name]!]);
    return [[theta, next.parameter], ...kept];
  });
  return [[state.steps, step], ...updates];
}
