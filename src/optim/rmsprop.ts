import { add } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { multiply } from "../ops/multiply.ts";
import { sqrt } from "../ops/sqrt.ts";
import { square } from "../ops/square.ts";
import { subtract } from "../ops/subtract.ts";
import type { Optimizer } from "./optimizer.ts";
import { decayed, type SgdOptions } from "./sgd.ts";

export interface RmspropOptions extends SgdOptions {
  /** α, how slowly the mean square forgets; 0.99 by default. */
  readonly alpha?: number;
  /** ε, keeps the division finite; 1e-8 by default, added after the root. */
  readonly epsilon?: number;
}

/**
 * RMSprop: v ← αv + (1 - α) g², θ ← θ - η g / (√v + ε).
 *
 * Source: Tieleman and Hinton, Coursera lecture 6.5, 2012; PyTorch's RMSprop.
 */
export function rmsprop({ alpha = 0.99, epsilon = 1e-8, weightDecay = 0 }: RmspropOptions = {}): Optimizer {
  return {
    name: "rmsprop",
    memory: ["meanSquare"],
    update({ parameter, gradient, memory, learningRate }) {
      const g = decayed(gradient, parameter, weightDecay);
      const meanSquare = add(multiply(memory["meanSquare"]!, alpha), multiply(square(g), 1 - alpha));
      const change = divide(g, add(sqrt(meanSquare), epsilon));
      return { parameter: subtract(parameter, multiply(learningRate, change)), memory: { meanSquare } };
    },
  };
}
