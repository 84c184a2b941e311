import { constant } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { add } from "../ops/add.ts";
import { cos } from "../ops/cos.ts";
import { divide } from "../ops/divide.ts";
import { floor } from "../ops/floor.ts";
import { minimum } from "../ops/minimum.ts";
import { multiply } from "../ops/multiply.ts";
import { power } from "../ops/power.ts";
import { subtract } from "../ops/subtract.ts";

/** The learning rate η as a graph of the step t, a scalar that is 1 in the first step. */
export type Schedule = (step: Tensor) => Tensor;

/** η, always. */
export function constantRate(rate: number): Schedule {
  return () => constant(rate);
}

/**
 * η falls by a factor at regular intervals: η γ^⌊(t - 1) / n⌋.
 *
 * @param rate η in the first steps
 * @param every n, in steps
 * @param factor γ, such as 0.1
 */
export function stepRate(rate: number, every: number, factor: number): Schedule {
  return (step) => multiply(power(factor, floor(divide(subtract(step, 1), every))), rate);
}

/**
 * η falls along half a cosine and then stays: η₁ + ½ (η₀ - η₁) (1 + cos(π min(t - 1, T) / T)).
 *
 * @param from η₀, the rate in the first step
 * @param steps T, the length of the fall
 * @param to η₁, the rate at its end; 0 by default
 * Source: Loshchilov and Hutter 2017, arXiv:1608.03983, equation (5).
 */
export function cosineRate(from: number, steps: number, to = 0): Schedule {
  return (step) => {
    const angle = multiply(minimum(subtract(step, 1), steps), Math.PI / steps);
    return add(multiply(add(cos(angle), 1), (from - to) / 2), to);
  };
}

/**
 * Another schedule's rate, risen to in a straight line over the first steps: min(t / n, 1) times it.
 *
 * @param steps n, the length of the rise
 * @param then the schedule to follow
 * Source: Goyal et al. 2017, arXiv:1706.02677, section 2.2.
 */
export function warmUp(steps: number, then: Schedule): Schedule {
  return (step) => multiply(minimum(divide(step, steps), 1), then(step));
}
