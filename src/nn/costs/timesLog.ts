import type { Tensor } from "../../graph/tensor.ts";
import { equal } from "../../ops/equal.ts";
import { log } from "../../ops/log.ts";
import { multiply } from "../../ops/multiply.ts";
import { where } from "../../ops/where.ts";

/**
 * y ln a with 0 ln 0 = 0. The logarithm of 1 stands in where y is 0: the branch that is not taken must stay finite, since
 * the gradient multiplies it by 0.
 */
export function timesLog(y: Tensor, a: Tensor): Tensor {
  return multiply(y, log(where(equal(y, 0), 1, a)));
}
