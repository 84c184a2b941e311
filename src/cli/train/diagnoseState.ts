import { diagnose } from "../../diagnose/diagnose.ts";
import type { Diagnosis } from "../../diagnose/diagnosis.ts";
import type { StepRule } from "../../diagnose/networkGraph.ts";
import { evaluate } from "../../backend/reference/evaluate.ts";
import { constant, heldValue, parameter } from "../../graph/leaves.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { withParameters } from "../../nn/network.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { constantRate } from "../../optim/schedules.ts";
import { sgd } from "../../optim/sgd.ts";
import { trainingStep, type OptimizerState } from "../../optim/trainingStep.ts";
import type { HostArray } from "../../tensor/hostArray.ts";
import type { TrainOptions } from "../../train/options.ts";
import type { TrainingState } from "../../train/events.ts";
import { recipeOf } from "../../train/recipe.ts";
import type { Plan } from "./plan.ts";
import type { RunInfo } from "./report.ts";

/** A diagnosis of a run between two epochs: of its parameters then, and of the step that its optimizer would take next. */
export function diagnoseState(
  options: TrainOptions,
  { train, plan }: RunInfo,
  state: TrainingState,
): Diagnosis {
  const { optimizer = sgd(), learningRate = plan.lr, clipping, network, backend } = options;
  const schedule = typeof learningRate === "number" ? constantRate(learningRate) : learningRate;
  const [steps, ...memory] = state.optimizer;
  const step: StepRule = (cost, parameters) => {
    const held = heldState(optimizer, parameters, steps!, memory);
    return trainingStep(cost, parameters, optimizer, held, { schedule, ...(clipping && { clipping }) });
  };
  return diagnose(withParameters(network, state.parameters), train, {
    learningRate: evaluate(schedule(constant(steps!.data[0]! + 1))).data[0]!,
    step,
    stableUpTo: stableUpTo(plan),
    batch: Math.min(plan.batch, train.size),
    ...(backend && { backend }),
  });
}

/** The state of a run before its first epoch. */
export function startingState(options: TrainOptions): TrainingState {
  const { parameters, shared } = recipeOf(options);
  const values = shared.map((tensor) => heldValue(tensor)!);
  return {
    epoch: 0,
    parameters: values.slice(0, parameters.length),
    optimizer: values.slice(parameters.length),
    best: null,
  };
}

/** An optimizer's state as parameters that hold its present numbers. */
function heldState(
  optimizer: Optimizer,
  parameters: readonly Tensor[],
  steps: HostArray,
  memory: readonly HostArray[],
): OptimizerState {
  const slots = optimizer.memory;
  return {
    steps: parameter("t", steps),
    memory: parameters.map((_, p) =>
      Object.fromEntries(slots.map((name, i) => [name, parameter(name, memory[p * slots.length + i]!)])),
    ),
  };
}

/**
 * Up to which η λ an optimizer converges on a quadratic; null for those whose steps are not a multiple of the gradients.
 *
 * Source: for momentum and Nesterov's, Cohen et al., ICLR 2021, appendix B.
 */
function stableUpTo({ optimizer, momentum: mu = 0.9 }: Plan): number | null {
  switch (optimizer) {
    case "sgd":
      return 2;
    case "momentum":
      return 2 * (1 + mu);
    case "nesterov":
      return (2 * (1 + mu)) / (1 + 2 * mu);
    default:
      return null;
  }
}
