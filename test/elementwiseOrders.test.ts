import { describe, expect, it } from "vitest";
import { gradients } from "../src/autodiff/reverse.ts";
import { evaluate } from "../src/backend/reference/evaluate.ts";
import { applyElementwise } from "../src/graph/apply.ts";
import { input } from "../src/graph/leaves.ts";
import type { ElementwiseOp } from "../src/graph/op.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { coshOp } from "../src/ops/cosh.ts";
import { eluOp } from "../src/ops/elu.ts";
import { geluOp } from "../src/ops/gelu.ts";
import { powerOp } from "../src/ops/power.ts";
import { reluOp } from "../src/ops/relu.ts";
import { siluOp } from "../src/ops/silu.ts";
import { sinhOp } from "../src/ops/sinh.ts";
import { softplusOp } from "../src/ops/softplus.ts";

/** The value and the first derivatives with respect to the first argument, each differentiated from the one before. */
function orders(op: ElementwiseOp, args: readonly number[], count: number): number[] {
  const leaves = args.map((_, i) => input(`x${i}`, []));
  const feeds = new Map(leaves.map((leaf, i) => [leaf, args[i]!]));
  const nodes: Tensor[] = [applyElementwise(op, leaves)];
  while (nodes.length <= count) nodes.push(gradients(nodes.at(-1)!, [leaves[0]!], { missing: "zeros" })[0]);
  // Adding 0 makes one zero of the two.
  return evaluate(nodes, feeds).map(({ data }) => data[0]! + 0);
}

describe("derivatives of higher order where a careless rule would say NaN", () => {
  const cases: readonly (readonly [ElementwiseOp, readonly number[], readonly number[]])[] = [
    // A whole power differentiated until nothing is left, at 0.
    [powerOp, [0, 2], [0, 0, 2, 0, 0]],
    [powerOp, [0, 3], [0, 0, 0, 6, 0]],
    [powerOp, [0, 0], [1, 0, 0]],
    // Far out, where e^(-z) overflows in the branch not taken or under a fraction.
    [softplusOp, [-1000], [0, 0, 0, 0]],
    [softplusOp, [1000], [1000, 1, 0, 0]],
    [siluOp, [1000], [1000, 1, 0, 0]],
    [siluOp, [Infinity], [Infinity, 1, 0, 0]],
    [geluOp, [-Infinity], [0, 0, 0, 0]],
    [geluOp, [1e200], [1e200, 1, 0, 0]],
    [eluOp, [1000, 1], [1000, 1, 0, 0]],
    [eluOp, [-1000, 1], [-1, 0, 0, 0]],
    [sinhOp, [1000], [Infinity, Infinity, Infinity]],
    // At kinks, and at 0, where |x| in a formula would lose every other derivative.
    [reluOp, [0], [0, 0, 0]],
    [eluOp, [0, 2], [0, 2, 2, 2]],
    [sinhOp, [0], [0, 1, 0, 1, 0]],
    [coshOp, [0], [1, 0, 1, 0, 1]],
    [siluOp, [0], [0, 0.5, 0.5, 0, -0.5]],
  ];
  const named = cases.map(
    ([op, args, expected]) => [`${op.name}(${args.join(", ")})`, op, args, expected] as const,
  );

  it.each(named)("are right: %s", (_, op, args, expected) => {
    expect(orders(op, args, expected.length - 1)).toEqual(expected);
  });

  it("keep their digits where the values are tiny: all derivatives of softplus at -40 are nearly e^(-40)", () => {
    for (const value of orders(softplusOp, [-40], 4)) expect(value / Math.exp(-40)).toBeCloseTo(1, 12);
  });
});
