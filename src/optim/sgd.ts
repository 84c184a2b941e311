import type { Tensor } from "../graph/tensor.ts";
import { add } from "../ops/add.ts";
import { multiply } from "../ops/multiply.ts";
import { subtract } from "../ops/subtract.ts";
import type { Optimizer } from "./optimizer.ts";

export interface SgdOptions {
  /** λ: λθ is added to the gradient, which pulls weights towards 0; 0 by default. */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent: θ ← θ - η g.
 *
 * @example
 * ```ts
 * const theta = parameter("θ", [1, 2]);
 * const state = initialState(sgd(), [theta]);
 * const updates = trainingStep(sum(square(theta)), [theta], sgd(), state, { schedule: constantRate(0.1) });
 * evaluate(updates.map(([, next]) => next))[1]?.data; // Float64Array [0.8, 1.6]
 * ```
 * Source: Robbins and Monro 1951; PyTorch's SGD for the weight decay.
 */
export function sgd({ weightDecay = 0 }: SgdOptions = {}): Optimizer {
  return {
    name: "sgd",
    memory: [],
    update: ({ parameter, gradient, learningRate }) => ({
      parameter: subtract(parameter, multiply(learningRate, decayed(gradient, parameter, weightDecay))),
      memory: {},
    }),
  };
}

/** g + λθ: the gradient of C + ½λ‖θ‖². */
export function decayed(gradient: Tensor, parameter: Tensor, weightDecay: number): Tensor {
  return weightDecay === 0 ? gradient : add(gradient, multiply(parameter, weightDecay));
}
