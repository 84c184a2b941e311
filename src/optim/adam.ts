import { add } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { multiply } from "../ops/multiply.ts";
import { power } from "../ops/power.ts";
import { sqrt } from "../ops/sqrt.ts";
import { square } from "../ops/square.ts";
import { subtract } from "../ops/subtract.ts";
import type { Optimizer, Updated, UpdatePoint } from "./optimizer.ts";
import { decayed, type SgdOptions } from "./sgd.ts";

export interface AdamOptions extends SgdOptions {
  /** β₁, how slowly the mean gradient forgets; 0.9 by default. */
  readonly beta1?: number;
  /** β₂, how slowly the mean square forgets; 0.999 by default. */
  readonly beta2?: number;
  /** ε, keeps the division finite; 1e-8 by default, added after the root. */
  readonly epsilon?: number;
}

/**
 * Adam: m ← β₁m + (1 - β₁) g, v ← β₂v + (1 - β₂) g², θ ← θ - η m̂ / (√v̂ + ε),
 * where m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ) make up for the start at zero.
 *
 * Source: Kingma and Ba 2015, arXiv:1412.6980, algorithm 1, in the order of its section 2; PyTorch's Adam.
 */
export function adam({ weightDecay = 0, ...options }: AdamOptions = {}): Optimizer {
  return {
    name: "adam",
    memory: ADAM_MEMORY,
    update: (at) => adamUpdate({ ...at, gradient: decayed(at.gradient, at.parameter, weightDecay) }, options),
  };
}

export const ADAM_MEMORY = ["mean", "meanSquare"] as const;

/** The step that Adam and AdamW share; they differ in where the weight decay goes. */
export function adamUpdate(
  { parameter, gradient, memory, step, learningRate }: UpdatePoint,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Omit<AdamOptions, "weightDecay">,
): Updated {
  const mean = add(multiply(memory["mean"]!, beta1), multiply(gradient, 1 - beta1));
  const meanSquare = add(multiply(memory["meanSquare"]!, beta2), multiply(square(gradient), 1 - beta2));
  // Both corrections are numbers, the same for every element: taken out of the fraction, a root and a division each are left.
  const correction = sqrt(subtract(1, power(beta2, step)));
  const rate = divide(multiply(learningRate, correction), subtract(1, power(beta1, step)));
  const change = divide(mean, add(sqrt(meanSquare), multiply(epsilon, correction)));
  return { parameter: subtract(parameter, multiply(rate, change)), memory: { mean, meanSquare } };
}
