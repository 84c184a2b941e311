import fc from "fast-check";
import { describe, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { constant } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { COST_NAMES, type CostName } from "../../src/nn/costs/costs.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { costOf, forward, parametersOf, type Reduction } from "../../src/nn/network.ts";
import { Random } from "../../src/util/random.ts";
import { expectClose, numbersOf } from "./numbers.ts";

/** A cost with an output activation whose values it can take. */
const outputs: Record<CostName, "sigmoid" | "softmax" | "identity"> = {
  quadratic: "sigmoid",
  "squared-error": "identity",
  "mean-squared-error": "sigmoid",
  "cross-entropy": "softmax",
  "binary-cross-entropy": "sigmoid",
};

describe("the gradient of a batch", () => {
  it.each(COST_NAMES)("is the mean, or the sum, of its samples' gradients: %s", (cost) => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 5 }), (seed, batch) => {
        const random = new Random(seed);
        const draw = (width: number) =>
          Array.from({ length: batch }, () => Array.from({ length: width }, () => random.uniform()));
        const [inputs, targets] = [draw(3), draw(2)];
        const slopes = (reduction: Reduction, rows: readonly number[]): number[] => {
          const net = createNetwork({
            sizes: [3, 4, 2],
            activation: "tanh",
            outputActivation: outputs[cost],
            cost,
            reduction,
            seed,
          });
          const pass = forward(net, constant(rows.map((row) => inputs[row]!)));
          const C = costOf(net, pass, constant(rows.map((row) => targets[row]!)));
          return (gradients(C, parametersOf(net)) as readonly Tensor[]).flatMap((dx) => numbersOf(dx));
        };
        const all = Array.from({ length: batch }, (_, row) => row);
        const singles = all.map((row) => slopes("mean", [row]));
        const total = singles[0]!.map((_, i) => singles.reduce((sum, single) => sum + single[i]!, 0));
        expectClose(slopes("sum", all), total);
        expectClose(
          slopes("mean", all),
          total.map((value) => value / batch),
        );
      }),
      { numRuns: 20 },
    );
  });
});
