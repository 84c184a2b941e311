import { add } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { multiply } from "../ops/multiply.ts";
import { sqrt } from "../ops/sqrt.ts";
import { square } from "../ops/square.ts";
import { subtract } from "../ops/subtract.ts";
import type { Optimizer } from "./optimizer.ts";
import { decayed, type SgdOptions } from "./sgd.ts";

export interface AdagradOptions extends SgdOptions {
  /** ε, keeps the division finite; 1e-10 by default, added after the root. */
  readonly epsilon?: number;
}

/**
 * Adagrad: s ← s + g², θ ← θ - η g / (√s + ε): the more a parameter has moved, the smaller its steps.
 *
 * Source: Duchi, Hazan, Singer, JMLR 12, 2011; PyTorch's Adagrad.
 */
export function adagrad({ epsilon = 1e-10, weightDecay = 0 }: AdagradOptions = {}): Optimizer {
  return {
    name: "adagrad",
    memory: ["sumOfSquares"],
    update({ parameter, gradient, memory, learningRate }) {
      const g = decayed(gradient, parameter, weightDecay);
      const sumOfSquares = add(memory["sumOfSquares"]!, square(g));
      const change = divide(g, add(sqrt(sumOfSquares), epsilon));
      return { parameter: subtract(parameter, multiply(learningRate, change)), memory: { sumOfSquares } };
    },
  };
}
