import { add } from "../ops/add.ts";
import { multiply } from "../ops/multiply.ts";
import { subtract } from "../ops/subtract.ts";
import type { MomentumOptions } from "./momentum.ts";
import type { Optimizer } from "./optimizer.ts";
import { decayed } from "./sgd.ts";

/**
 * Nesterov's accelerated gradient: v ← μv + g, θ ← θ - η (g + μv), which looks one step ahead along the velocity.
 *
 * Source: Nesterov 1983; Sutskever et al. 2013; PyTorch's SGD with `nesterov=True`.
 */
export function nesterov({ momentum: mu = 0.9, weightDecay = 0 }: MomentumOptions = {}): Optimizer {
  return {
    name: "nesterov",
    memory: ["velocity"],
    update({ parameter, gradient, memory, learningRate }) {
      const g = decayed(gradient, parameter, weightDecay);
      const velocity = add(multiply(memory["velocity"]!, mu), g);
      const ahead = add(g, multiply(velocity, mu));
      return { parameter: subtract(parameter, multiply(learningRate, ahead)), memory: { velocity } };
    },
  };
}
