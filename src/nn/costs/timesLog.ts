import type { FunctionRules } from "../../graph/op.ts";
import { summarized, type Tensor } from "../../graph/tensor.ts";
import { equal } from "../../ops/equal.ts";
import { log } from "../../ops/log.ts";
import { multiply } from "../../ops/multiply.ts";
import { where } from "../../ops/where.ts";

/**
 * y ln a with 0 ln 0 = 0. The logarithm of 1 stands in where y is 0: the branch that is not taken must stay finite, since
 * the gradient multiplies it by 0.
 */
export function timesLog(y: Tensor, a: Tensor): Tensor {
  return summarized(multiply(y, log(where(equal(y, 0), 1, a))), rules, [y, a]);
}

const rules: FunctionRules = {
  name: "timesLog",
  vjp: (t, { inputs: [y, a], yBar }) => [t.multiply(yBar, t.log(a!)), t.multiply(yBar, t.divide(y!, a!))],
  explain: {
    latex: (y, a) => `${y} \\odot \\ln\\left(${a}\\right)`,
    binds: "product",
    says: "weighs a logarithm; where the weight is 0 nothing is added, whatever the logarithm",
  },
};
