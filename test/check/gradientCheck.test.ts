import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { compareGradients, gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import { activations, ACTIVATION_NAMES } from "../../src/nn/activations.ts";
import { COST_NAMES } from "../../src/nn/costs/costs.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { costOf, forward, parametersOf } from "../../src/nn/network.ts";
import { add } from "../../src/ops/add.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { relu } from "../../src/ops/relu.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";
import { tanh } from "../../src/ops/tanh.ts";
import { Random } from "../../src/util/random.ts";

describe("gradients of all sizes", () => {
  const x = input("x", [3]);

  it.each([1e-30, 1e-8, 1, 1e8, 1e30])("a cost of size %d neither fails nor hides an error", (size) => {
    const cost = multiply(sum(square(tanh(x))), size);
    const at = { x: [0.3, -1.2, 2] };
    expect(gradientCheck(cost, [x], at).verdict).toBe("pass");
    const [right] = gradients(cost, [x]);
    const wrong = multiply(right, constant([1, 1.0001, 1]));
    expect(compareGradients(cost, [x], [wrong], at).verdict).toBe("fail");
    expect(compareGradients(cost, [x], [multiply(right, 0)], at).verdict).toBe("fail");
  });

  it.each([1e-8, 1, 1e5])("inputs of size %d neither fail nor hide an error", (size) => {
    const cost = sum(square(x));
    const at = { x: [0.3 * size, -1.2 * size, 2 * size] };
    expect(gradientCheck(cost, [x], at).verdict).toBe("pass");
    const claim = multiply(x, constant([2, 2.001, 2]));
    // Beside numbers near 1, gradients of 1e-8 times them are there all the same.
    expect(compareGradients(cost, [x], [claim], at).verdict).toBe("fail");
  });

  it("dead units have gradients of 0, which pass, and other claims for them do not", () => {
    const at = { x: [-1, -2, -3] };
    const cost = sum(square(relu(x)));
    const check = gradientCheck(cost, [x], at);
    expect(check).toMatchObject({ verdict: "pass", maxRelativeError: 0 });
    expect(compareGradients(cost, [x], [constant([0, 1e-3, 0])], at).verdict).toBe("fail");
    expect(compareGradients(cost, [x], [constant([0, 1e-12, 0])], at).verdict).toBe("fail");
  });

  it("saturated units, whose gradients rounding hides beside the cost, pass; an error that can be seen does not", () => {
    const at = { x: [28, -28, 30] };
    const cost = sum(square(add(sigmoid(x), 1)));
    expect(gradientCheck(cost, [x], at).verdict).toBe("pass");
    expect(compareGradients(cost, [x], [constant([0, 1e-6, 0])], at).verdict).toBe("fail");
    expect(compareGradients(cost, [x], [constant([0.01, 0, 0])], at).verdict).toBe("fail");
  });

  it("variables without elements pass, with nothing compared", () => {
    const none = input("none", [0, 2]);
    const { verdict, variables } = gradientCheck(sum(none), [none], {
      none: { shape: [0, 2], data: new Float64Array() },
    });
    expect([verdict, variables[0]!.checked, variables[0]!.relativeError]).toEqual(["pass", 0, 0]);
  });
});

describe("networks", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 });

  it.each(COST_NAMES.flatMap((cost) => ACTIVATION_NAMES.map((activation) => [activation, cost] as const)))(
    "at random pass: %s with %s",
    (activation, cost) => {
      fc.assert(
        fc.property(
          sizes,
          fc.integer({ min: 1, max: 3 }),
          fc.nat(),
          fc.boolean(),
          (layers, batch, seed, mean) => {
            // Logarithms need activations inside (0, 1), which a softmax of one unit does not give.
            const bounded = activation === "softmax" && layers.at(-1)! > 1 ? activation : "sigmoid";
            const outputActivation = cost.endsWith("cross-entropy") ? bounded : activation;
            const net = createNetwork({
              sizes: layers,
              activation,
              outputActivation,
              cost,
              reduction: mean ? "mean" : "sum",
              initializer: "xavier-normal",
              seed,
            });
            const random = new Random(seed);
            const numbers = (rows: number, columns: number, draw: () => number) =>
              Array.from({ length: rows }, () => Array.from({ length: columns }, draw));
            const x = input("x", [batch, layers[0]!]);
            const y = input("y", [batch, layers.at(-1)!]);
            const check = gradientCheck(costOf(net, forward(net, x), y), [x, ...parametersOf(net)], {
              x: numbers(batch, layers[0]!, () => random.normal()),
              y: numbers(batch, layers.at(-1)!, () => random.uniform()),
            });
            expect(check.variables.filter(({ relativeError }) => !(relativeError <= 1e-6))).toEqual([]);
            expect(check.verdict).toBe("pass");
          },
        ),
        { numRuns: 20, seed: 1 },
      );
    },
  );

  it("are rejected when any one activation's rule is doubled", () => {
    for (const name of ACTIVATION_NAMES.filter((n) => n !== "identity" && n !== "softmax")) {
      const z = input("z", [4]);
      const at = { z: [0.7, -0.4, 1.9, -2.2] };
      const cost = sum(square(activations[name](z)));
      const [right] = gradients(cost, [z]);
      expect(compareGradients(cost, [z], [multiply(right, 2)], at).verdict).toBe("fail");
      expect(compareGradients(cost, [z], [right], at).verdict).toBe("pass");
    }
  });
});
