import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, heldValue, input, parameter } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";
import { adagrad } from "../../src/optim/adagrad.ts";
import { adam } from "../../src/optim/adam.ts";
import { adamw } from "../../src/optim/adamw.ts";
import { momentum } from "../../src/optim/momentum.ts";
import { nesterov } from "../../src/optim/nesterov.ts";
import type { Optimizer } from "../../src/optim/optimizer.ts";
import { OPTIMIZER_NAMES, optimizers } from "../../src/optim/optimizers.ts";
import { rmsprop } from "../../src/optim/rmsprop.ts";
import { constantRate } from "../../src/optim/schedules.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { initialState, stateTensors, trainingStep } from "../../src/optim/trainingStep.ts";
import { CURVATURES, descend } from "../support/bowl.ts";

/** A training step by hand: θ, g, t and what the rule remembers give the next θ. PyTorch's documentation has each of them. */
type ByHand = (theta: number, g: number, t: number, memory: Record<string, number>, rate: number) => number;

const decay = 0.05;
const byHand: Record<string, readonly [Optimizer, ByHand]> = {
  "sgd with weight decay": [
    sgd({ weightDecay: decay }),
    (theta, g, _t, _m, rate) => theta - rate * (g + decay * theta),
  ],
  "momentum 0.8 with weight decay": [
    momentum({ momentum: 0.8, weightDecay: decay }),
    (theta, g, _t, m, rate) => {
      m["v"] = 0.8 * (m["v"] ?? 0) + g + decay * theta;
      return theta - rate * m["v"];
    },
  ],
  nesterov: [
    nesterov(),
    (theta, g, t, m, rate) => {
      // PyTorch starts the buffer as the first gradient.
      m["v"] = t === 1 ? g : 0.9 * m["v"]! + g;
      return theta - rate * (g + 0.9 * m["v"]);
    },
  ],
  "nesterov 0.7 with weight decay": [
    nesterov({ momentum: 0.7, weightDecay: decay }),
    (theta, gradient, t, m, rate) => {
      const g = gradient + decay * theta;
      m["v"] = t === 1 ? g : 0.7 * m["v"]! + g;
      return theta - rate * (g + 0.7 * m["v"]);
    },
  ],
  rmsprop: [
    rmsprop(),
    (theta, g, _t, m, rate) => {
      m["v"] = 0.99 * (m["v"] ?? 0) + 0.01 * g * g;
      return theta - (rate * g) / (Math.sqrt(m["v"]) + 1e-8);
    },
  ],
  "rmsprop with all options": [
    rmsprop({ alpha: 0.9, epsilon: 0.01, weightDecay: decay }),
    (theta, gradient, _t, m, rate) => {
      const g = gradient + decay * theta;
      m["v"] = 0.9 * (m["v"] ?? 0) + 0.1 * g * g;
      return theta - (rate * g) / (Math.sqrt(m["v"]) + 0.01);
    },
  ],
  adagrad: [
    adagrad(),
    (theta, g, _t, m, rate) => {
      m["s"] = (m["s"] ?? 0) + g * g;
      return theta - (rate * g) / (Math.sqrt(m["s"]) + 1e-10);
    },
  ],
  "adagrad with all options": [
    adagrad({ epsilon: 0.1, weightDecay: decay }),
    (theta, gradient, _t, m, rate) => {
      const g = gradient + decay * theta;
      m["s"] = (m["s"] ?? 0) + g * g;
      return theta - (rate * g) / (Math.sqrt(m["s"]) + 0.1);
    },
  ],
  adam: [adam(), (theta, g, t, m, rate) => theta - rate * adamChange(g, t, m, 0.9, 0.999, 1e-8)],
  "adam with all options": [
    adam({ beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: decay }),
    (theta, g, t, m, rate) => theta - rate * adamChange(g + decay * theta, t, m, 0.8, 0.95, 1e-3),
  ],
  adamw: [
    adamw(),
    (theta, g, t, m, rate) => theta * (1 - rate * 0.01) - rate * adamChange(g, t, m, 0.9, 0.999, 1e-8),
  ],
  "adamw with all options": [
    adamw({ beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: decay }),
    (theta, g, t, m, rate) => theta * (1 - rate * decay) - rate * adamChange(g, t, m, 0.8, 0.95, 1e-3),
  ],
};

function adamChange(
  g: number,
  t: number,
  m: Record<string, number>,
  beta1: number,
  beta2: number,
  epsilon: number,
): number {
  m["m"] = beta1 * (m["m"] ?? 0) + (1 - beta1) * g;
  m["v"] = beta2 * (m["v"] ?? 0) + (1 - beta2) * g * g;
  const root = Math.sqrt(m["v"]) / Math.sqrt(1 - beta2 ** t);
  return m["m"] / (1 - beta1 ** t) / (root + epsilon);
}

describe("optimizers follow their formulas, step by step", () => {
  it.each(Object.entries(byHand))("%s", (_, [optimizer, rule]) => {
    const start = [0.3, -1.7, 2.5];
    const rate = 0.05;
    const found = descend(optimizer, constantRate(rate), start, 30);
    let theta = start;
    const memories = start.map((): Record<string, number> => ({}));
    found.forEach((values, step) => {
      theta = theta.map((v, i) => rule(v, CURVATURES[i]! * (v - 1) + 1, step + 1, memories[i]!, rate));
      values.forEach((value, i) => {
        expect(Math.abs(value - theta[i]!)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(theta[i]!)));
      });
    });
  });

  it("with a momentum of 0 are SGD, and without weight decay AdamW is Adam", () => {
    const run = (optimizer: Optimizer): number[][] => descend(optimizer, constantRate(0.1), [1, 2, 3], 10);
    expect(run(momentum({ momentum: 0 }))).toEqual(run(sgd()));
    expect(run(nesterov({ momentum: 0 }))).toEqual(run(sgd()));
    expect(run(adamw({ weightDecay: 0 }))).toEqual(run(adam()));
    expect(run(adamw())).not.toEqual(run(adam({ weightDecay: 0.01 })));
  });

  it.each(OPTIMIZER_NAMES)("%s goes by its name, and starts from zeros in the parameter's shape", (name) => {
    const optimizer = optimizers[name]();
    expect(optimizer.name).toBe(name);
    const parameters = [parameter("W", [[1, 2]]), parameter("b", [3])];
    const tensors = stateTensors(initialState(optimizer, parameters));
    expect(tensors.length).toBe(1 + 2 * optimizer.memory.length);
    for (const tensor of tensors) expect(heldValue(tensor)!.data.every((v) => v === 0)).toBe(true);
    expect(tensors.slice(1).map(({ shape }) => shape)).toEqual([
      ...optimizer.memory.map(() => [1, 2]),
      ...optimizer.memory.map(() => [1]),
    ]);
  });

  it("leave a parameter with no gradient where it is", () => {
    for (const name of OPTIMIZER_NAMES.filter((n) => n !== "adamw")) {
      const theta = parameter("θ", [1, 2]);
      const optimizer = optimizers[name]();
      const state = initialState(optimizer, [theta]);
      const updates = trainingStep(sum(multiply(theta, 0)), [theta], optimizer, state, {
        schedule: constantRate(1),
      });
      const program = reference.compile({ outputs: [theta], updates });
      program.run();
      expect([...program.read(theta).data]).toEqual([1, 2]);
    }
  });
});

describe("an update is a graph, so it can be differentiated", () => {
  it.each(Object.entries(byHand))("%s: ∂C(θ′)/∂η agrees with central differences", (_, [optimizer]) => {
    const eta = input("η", []);
    const theta = input("θ", [3]);
    const afterTwo = [1, 2].reduce<{ theta: Tensor; memory: Record<string, Tensor> }>(
      (at, t) => {
        const cost = sum(square(sigmoid(multiply(at.theta, constant(CURVATURES)))));
        const next = optimizer.update({
          parameter: at.theta,
          gradient: gradients(cost, [at.theta])[0],
          memory: at.memory,
          step: constant(t),
          learningRate: eta,
        });
        return { theta: next.parameter, memory: next.memory };
      },
      { theta, memory: Object.fromEntries(optimizer.memory.map((name) => [name, constant([0, 0, 0])])) },
    );
    const cost = sum(square(sigmoid(afterTwo.theta)));
    const check = gradientCheck(cost, [eta, theta], { η: 0.1, θ: [0.4, -0.8, 1.3] });
    expect(check.variables[0]!.worst.gradient).not.toBe(0);
    expect(check.verdict).toBe("pass");
  });
});
