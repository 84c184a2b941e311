import { describe, expect, it } from "vitest";
import { reference } from "../../src/backend/reference/reference.ts";
import type { Backend } from "../../src/backend/backend.ts";
import { heldValue } from "../../src/graph/leaves.ts";
import { parametersOf } from "../../src/nn/network.ts";
import type { HostArray } from "../../src/tensor/hostArray.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { engine } from "../../src/engines.ts";
import { classifier, doneOf, numbersOf, slices } from "./support.ts";

const numbers = (parameters: readonly HostArray[]): number[] => parameters.flatMap(({ data }) => [...data]);

/** Two batches of 5 in their order. */
const options: TrainOptions = {
  network: classifier(),
  data: { train: slices(10) },
  ...{ batch: 5, epochs: 2, shuffle: false, learningRate: 0.5 },
};

describe.each<[string, Backend]>([
  ["reference", reference],
  ["wasm", engine({ engine: "wasm", precision: "f64", threads: 1 })],
])("the parameters of a training under way, on %s", (_, backend) => {
  it("are those that the run begins with before its first step", () => {
    const training = train({ ...options, backend });
    training.parameters()[0]!.data.fill(7);
    expect(numbers(training.parameters())).toEqual(numbersOf(options.network));
  });

  it("are those of the last step in the middle of an epoch", async () => {
    const training = train({ ...options, backend });
    await training.next();
    const half = await doneOf({ ...options, backend, data: { train: slices(5) }, epochs: 1 });
    expect(numbers(training.parameters())).toEqual(numbersOf(half.network));
    expect(numbers(training.parameters())).not.toEqual(numbersOf(options.network));
    await training.return();
  });

  it("are those of the state at the end of an epoch", async () => {
    const training = train({ ...options, backend });
    for await (const event of training) {
      if (event.event === "epoch") expect(training.parameters()).toEqual(event.state.parameters);
    }
  });

  it("stay where a run was broken off, and cannot be changed by who reads them", async () => {
    const training = train({ ...options, backend });
    await training.next();
    const there = numbers(training.parameters());
    training.parameters()[0]!.data.fill(7);
    await training.return();
    expect(numbers(training.parameters())).toEqual(there);
  });

  it("go on from a state", async () => {
    const { state } = await doneOf({ ...options, backend, epochs: 1 });
    const training = train({ ...options, backend, resume: state });
    expect(training.parameters()).toEqual(state.parameters);
    expect(parametersOf(options.network).map((leaf) => heldValue(leaf)!.shape)).toEqual(
      training.parameters().map(({ shape }) => shape),
    );
  });
});
