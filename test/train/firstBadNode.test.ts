import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import type { Backend } from "../../src/backend/backend.ts";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { batchRanges } from "../../src/data/batches.ts";
import { copyInputs, copyTargets, regressionDataset } from "../../src/data/dataset.ts";
import { tableFromRows } from "../../src/data/table.ts";
import { constant } from "../../src/graph/leaves.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import {
  costOf,
  forward,
  network,
  parametersOf,
  withParameters,
  type Network,
} from "../../src/nn/network.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { hostArray } from "../../src/tensor/hostArray.ts";
import { NumericError } from "../../src/util/errors.ts";
import { eventsOf, linear, sums } from "./support.ts";
import type { TrainOptions } from "../../src/train/options.ts";

async function failure(options: TrainOptions): Promise<Error> {
  try {
    await eventsOf(options);
  } catch (error) {
    return error as Error;
  }
  throw new Error("the training went through");
}

/** One input and one output, so that every number can be followed by hand. */
function line(weight: number, bias = 0): Network {
  return network({
    layers: [{ weights: [[weight]], bias: [bias], activation: "identity" }],
    cost: "quadratic",
  });
}

function points(...pairs: [x: number, y: number][]) {
  return regressionDataset({
    name: "points",
    inputs: tableFromRows(pairs.map(([x]) => [x])),
    targets: tableFromRows(pairs.map(([, y]) => [y])),
  });
}

describe("a number that turns NaN or infinite", () => {
  it("in the forward pass is named with its node, epoch and batch, as a repetition by hand finds it", async () => {
    const dataset = sums(20);
    const net = createNetwork({
      sizes: [2, 6, 2],
      activation: "relu",
      outputActivation: "identity",
      seed: 2,
    });
    const [rate, batch] = [1e6, 6];
    const error = await failure({
      network: net,
      data: { train: dataset },
      learningRate: rate,
      batch,
      shuffle: false,
    });

    // Plain gradient descent, forward values looked at before backward ones.
    let now = net;
    const found = ((): string => {
      for (let epoch = 1; ; epoch++) {
        for (const [i, { start, end }] of batchRanges(20, batch).entries()) {
          const rows = Int32Array.from({ length: end - start }, (_, k) => start + k);
          const [x, y] = [new Float64Array(2 * rows.length), new Float64Array(2 * rows.length)];
          copyInputs(dataset, rows, x);
          copyTargets(dataset, rows, y);
          const target = constant(hostArray(y, [rows.length, 2]));
          const pass = forward(now, constant(hostArray(x, [rows.length, 2])));
          const miss = subtract(pass.output, target);
          const [z1, a1, z2, a2] = [pass.z[0]!, pass.a[0]!, pass.z[1]!, pass.a[1]!];
          for (const node of [z1.inputs[0]!, z1, a1, z2.inputs[0]!, z2, a2, miss, multiply(miss, miss)]) {
            const value = evaluate(node).data.find((v) => !Number.isFinite(v));
            if (value !== undefined) {
              const what = node.label ?? (node === z2.inputs[0] ? "z²'s product" : "the miss or its square");
              return `${what} gave ${value} in epoch ${epoch}, batch ${i + 1}`;
            }
          }
          const cost = costOf(now, pass, target);
          const parameters = parametersOf(now);
          const slopes = evaluate(gradients(cost, parameters));
          const next = evaluate(parameters).map(({ data, shape }, p) =>
            hostArray(
              data.map((v, k) => v - rate * slopes[p]!.data[k]!),
              shape,
            ),
          );
          now = withParameters(now, next);
        }
      }
    })();
    expect(error).toBeInstanceOf(NumericError);
    const [, node, value, place] =
      /train\(\): (.*) gave (\S+) in the forward pass in (epoch \d+, batch \d+),/.exec(error.message)!;
    const [, what, expectedValue, expectedPlace] = /(.*) gave (\S+) in (.*)/.exec(found)!;
    expect([value, place]).toEqual([expectedValue, expectedPlace]);
    expect([node, what]).toEqual(["square[6, 2]", "the miss or its square"]);
    expect(error.message).toMatch(/lower the learning rate, clip the gradients, or scale the inputs$/);
  });

  // θ = w, x = 1: z = w x, C = ½ (w x - y)², dw = (w x - y) x.
  it("is found in z, where a weight and an input are too large for one another", async () => {
    const error = await failure({
      network: line(1e200),
      data: { train: points([1, 0], [1e200, 0]) },
      batch: 1,
      shuffle: false,
      learningRate: 0,
    });
    expect(error.message).toMatch(/^train\(\): .* gave Infinity in the forward pass in epoch 1, batch 1/);
    const second = await failure({
      network: line(1e100),
      data: { train: points([1, 0], [1e250, 0]) },
      batch: 1,
      shuffle: false,
      learningRate: 0,
    });
    expect(second.message).toMatch(
      /^train\(\): matmul\[1, 1\] gave Infinity in the forward pass in epoch 1, batch 2/,
    );
  });

  it("is found in the backward pass, in the step where the parameter overflows and not in the next", async () => {
    // C = ½ 1e300 is finite, and so is the miss of 1e150, but ∂C/∂w = 1e150 · 1e200 is not.
    const error = await failure({
      network: line(0),
      data: { train: points([1, 0], [1e200, 1e150], [1, 0]) },
      batch: 1,
      shuffle: false,
      learningRate: 0.1,
    });
    expect(error.message).toMatch(
      /^train\(\): matmul\[1, 1\] gave -Infinity in the backward pass in epoch 1, batch 2/,
    );
  });

  it("is found in the last update of all, which no cost ever sees", async () => {
    const options: TrainOptions = {
      network: line(0),
      data: { train: points([1, 0], [1e200, 1e150]) },
      batch: 1,
      shuffle: false,
      learningRate: 0.1,
      epochs: 1,
    };
    const error = await failure(options);
    expect(error).toBeInstanceOf(NumericError);
    expect(error.message).toMatch(/in the backward pass in epoch 1, batch 2/);
  });

  it("is found in the update itself", async () => {
    const error = await failure({
      network: line(1),
      data: { train: points([1, 2]) },
      learningRate: (t) => multiply(multiply(t, 1e300), 1e300),
      epochs: 1,
    });
    expect(error.message).toMatch(
      /^train\(\): multiply\[\] gave Infinity in the backward pass in epoch 1, batch 1/,
    );
  });

  it("is found in a later epoch, from the state before it", async () => {
    // w and b both move by -3 z, so z ← -5 z: step n meets |z| = 5ⁿ⁻¹, whose square overflows first at n - 1 = 221.
    const error = await failure({
      network: line(1),
      data: { train: points([1, 0], [1, 0], [1, 0], [1, 0]) },
      batch: 1,
      learningRate: 3,
      epochs: 500,
    });
    expect(error.message).toMatch(/square\[1, 1\] gave Infinity in the forward pass in epoch 56, batch 2,/);
  });

  it("is not blamed on an infinity that does no harm: Adam's growth of a finite network goes on", async () => {
    const events = await eventsOf({
      network: linear(),
      data: { train: sums() },
      learningRate: 1e-300,
      epochs: 2,
    });
    expect(events.at(-1)).toMatchObject({ event: "done", reason: "finished" });
  });

  it("in the network to start from is named by its parameter", async () => {
    const error = await failure({ network: line(1, Number.NaN), data: { train: points([1, 2]) } });
    expect(error).toBeInstanceOf(NumericError);
    expect(error.message).toMatch(/b¹ must hold finite numbers to start from, got NaN/);
  });

  it("that float64 does not show is said to come from a backend with less room", async () => {
    const small: Backend = {
      name: "small",
      compile(computation) {
        const program = reference.compile(computation);
        const run = program.run.bind(program);
        program.run = () => {
          run();
          for (const [updated] of computation.updates ?? []) program.buffer(updated).fill(Infinity);
        };
        return program;
      },
    };
    const error = await failure({
      network: line(1),
      data: { train: points([1, 1e3]) },
      learningRate: 1e-9,
      backend: small,
    });
    expect(error).toBeInstanceOf(NumericError);
    expect(error.message).toMatch(/in epoch 1, though in float64 all are/);
  });
});
