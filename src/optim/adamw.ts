import { multiply } from "../ops/multiply.ts";
import { subtract } from "../ops/subtract.ts";
import { ADAM_MEMORY, adamUpdate, type AdamOptions } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * AdamW: Adam with weight decay beside the gradient instead of in it: θ ← θ - ηλθ, then Adam's step.
 *
 * @param options as for Adam; the weight decay λ is 0.01 by default
 * Source: Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2; PyTorch's AdamW.
 */
export function adamw({ weightDecay = 0.01, ...options }: AdamOptions = {}): Optimizer {
  return {
    name: "adamw",
    memory: ADAM_MEMORY,
    update(at) {
      const shrunk = multiply(at.parameter, subtract(1, multiply(at.learningRate, weightDecay)));
      return adamUpdate({ ...at, parameter: shrunk }, options);
    },
  };
}
