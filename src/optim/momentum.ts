import { add } from "../ops/add.ts";
import { multiply } from "../ops/multiply.ts";
import { subtract } from "../ops/subtract.ts";
import type { Optimizer } from "./optimizer.ts";
import { decayed, type SgdOptions } from "./sgd.ts";

export interface MomentumOptions extends SgdOptions {
  /** μ, how much of the velocity stays from step to step; 0.9 by default. */
  readonly momentum?: number;
}

/**
 * SGD with momentum: v ← μv + g, θ ← θ - ηv.
 *
 * The learning rate stays outside the velocity, as in PyTorch; Polyak's and Sutskever's form keeps it inside.
 * Source: Polyak 1964; PyTorch's SGD with `momentum`.
 */
export function momentum({ momentum: mu = 0.9, weightDecay = 0 }: MomentumOptions = {}): Optimizer {
  return {
    name: "momentum",
    memory: ["velocity"],
    update({ parameter, gradient, memory, learningRate }) {
      const velocity = add(multiply(memory["velocity"]!, mu), decayed(gradient, parameter, weightDecay));
      return { parameter: subtract(parameter, multiply(learningRate, velocity)), memory: { velocity } };
    },
  };
}
