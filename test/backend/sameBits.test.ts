import { describe, expect, it } from "vitest";
import { findBlas } from "../../src/backend/blas/findBlas.ts";
import { wasm, type WasmOptions } from "../../src/backend/wasm/wasm.ts";
import { input } from "../../src/graph/leaves.ts";
import { createNetwork, type NetworkOptions } from "../../src/nn/createNetwork.ts";
import { costOf, forward, parametersOf } from "../../src/nn/network.ts";
import type { Optimizer } from "../../src/optim/optimizer.ts";
import { adam } from "../../src/optim/adam.ts";
import { constantRate } from "../../src/optim/schedules.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { initialState, stateTensors, trainingStep } from "../../src/optim/trainingStep.ts";
import { hostArray } from "../../src/tensor/hostArray.ts";
import { Random } from "../../src/util/random.ts";
import { compileOn } from "./suite/engine.ts";

interface Training {
  readonly what: string;
  readonly network: NetworkOptions;
  readonly batch: number;
  readonly optimizer: Optimizer;
  readonly rate: number;
  readonly steps: number;
}

const TRAININGS: readonly Training[] = [
  {
    what: "50 steps of the network 784-30-10",
    ...{ network: { sizes: [784, 30, 10] }, batch: 10, optimizer: sgd(), rate: 3, steps: 50 },
  },
  {
    what: "steps of a network of awkward sizes",
    network: {
      sizes: [101, 67, 53, 7],
      activation: "tanh",
      outputActivation: "softmax",
      cost: "cross-entropy",
    },
    ...{ batch: 37, optimizer: adam(), rate: 0.01, steps: 10 },
  },
  {
    what: "steps with products that are cut into pieces",
    network: { sizes: [257, 301, 10], activation: "relu", outputActivation: "identity" },
    ...{ batch: 67, optimizer: sgd(), rate: 0.001, steps: 5 },
  },
  {
    what: "steps of Adam with products that are cut into pieces",
    network: { sizes: [301, 257, 10], activation: "relu", outputActivation: "identity" },
    ...{ batch: 67, optimizer: adam(), rate: 0.001, steps: 5 },
  },
];

/** How far training with one engine's products may lead from training with another's, relative to the largest number. */
const NEAR = { f32: 1e-4, f64: 1e-10 };

const blas = findBlas();

describe.each(["f32", "f64"] as const)("%s: the same bits", (precision) => {
  describe.each(TRAININGS.map((training) => [training.what, training] as const))("%s", (_what, training) => {
    it.each([undefined, 1])("on 1, 2, 3 and 4 threads (work divided from %s)", async (worthDividing) => {
      const options = { precision, ...(worthDividing !== undefined && { worthDividing }) };
      const one = await finish(training, { ...options, threads: 1 });
      for (const threads of [2, 3, 4]) {
        expect(different(await finish(training, { ...options, threads }), one), `${threads} threads`).toEqual(
          [],
        );
      }
    });

    it("when it is done again", async () => {
      const options = { precision, threads: 2 };
      expect(different(await finish(training, options), await finish(training, options))).toEqual([]);
    });

    it("with the system's BLAS, on one thread and several", async (context) => {
      if ("reason" in blas) return context.skip(blas.reason);
      const one = await finish(training, { precision, blas });
      expect(different(await finish(training, { precision, blas }), one)).toEqual([]);
      expect(apart(one, await finish(training, { precision }))).toBeLessThan(NEAR[precision]);
      if (!blas.concurrent) return;
      for (const threads of [2, 3]) {
        const many = await finish(training, { precision, blas, threads, worthDividing: 1 });
        expect(different(many, one), `${threads} threads`).toEqual([]);
      }
    });
  });
});

/** Cost, output, parameters and the optimizer's state at the end of a training. */
async function finish(
  { network, batch, optimizer, rate, steps }: Training,
  options: WasmOptions,
): Promise<Float64Array[]> {
  const net = createNetwork({ ...network, seed: 5 });
  const [x, y] = [input("x", [batch, network.sizes[0]!]), input("y", [batch, network.sizes.at(-1)!])];
  const pass = forward(net, x);
  const cost = costOf(net, pass, y);
  const parameters = parametersOf(net);
  const state = initialState(optimizer, parameters);
  const updates = trainingStep(cost, parameters, optimizer, state, { schedule: constantRate(rate) });
  const outputs = [cost, pass.output];
  const { threads = 1, precision = "f32" } = options;
  const engine = { name: "wasm", backend: () => wasm(options), precision, threads };
  const compiled = await compileOn(engine, { outputs, updates });
  const random = new Random(3);
  for (let step = 0; step < steps; step++) {
    for (const leaf of [x, y]) {
      compiled.write(
        leaf,
        hostArray(
          new Float64Array(compiled.buffer(leaf).length).map(() => random.uniform()),
          leaf.shape,
        ),
      );
    }
    compiled.run();
  }
  const numbers = [...outputs, ...parameters, ...stateTensors(state)].map((node) => compiled.read(node).data);
  compiled.dispose();
  return numbers;
}

/** Which arrays are not the same bit by bit, or hold no finite numbers. */
function different(some: readonly Float64Array[], others: readonly Float64Array[]): string[] {
  return some.flatMap((data, i) => {
    const place = data.findIndex((x, at) => !Object.is(x, others[i]![at]) || !Number.isFinite(x));
    return place < 0
      ? []
      : [`array ${i}, element ${place}: ${data[place] ?? ""} and ${others[i]![place] ?? ""}`];
  });
}

/** The largest difference between two numbers at the same place, by the largest number of their array. */
function apart(some: readonly Float64Array[], others: readonly Float64Array[]): number {
  const largest = (data: Float64Array): number => data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return Math.max(
    ...some.map((data, i) => largest(data.map((x, at) => x - others[i]![at]!)) / (largest(data) || 1)),
  );
}
