import { describe, expect, it } from "vitest";
import type { TrainOptions } from "../../src/train/options.ts";
import { ShapeError, ValueError } from "../../src/util/errors.ts";
import { classifier, eventsOf, linear, slices, sums } from "./support.ts";

const options: TrainOptions = { network: classifier(), data: { train: slices() }, epochs: 1 };

describe("train() refuses, before anything is computed,", () => {
  const cases: [Partial<Record<keyof TrainOptions, unknown>>, RegExp][] = [
    ...[0, -1, 1.5, Number.NaN, Infinity].map((batch): [object, RegExp] => [
      { batch },
      /^train\(\): batch must be a whole number from 1 on, got/,
    ]),
    ...[-1, 0.5, Number.NaN, Infinity].map((epochs): [object, RegExp] => [
      { epochs },
      /^train\(\): epochs must be a whole number from 0 on, got/,
    ]),
    ...[-1, 0.5, Number.NaN].map((seed): [object, RegExp] => [
      { seed },
      /^train\(\): seed must be a whole number/,
    ]),
    ...[0, -2, 1.5, Number.NaN].map((patience): [object, RegExp] => [
      { patience },
      /^train\(\): patience must be a whole number from 1 on/,
    ]),
    ...[-1, 0.5, Number.NaN].map((batchEvents): [object, RegExp] => [
      { batchEvents },
      /^train\(\): batchEvents must be a whole number from 0 on/,
    ]),
    ...[-0.1, Number.NaN, Infinity, -Infinity].map((learningRate): [object, RegExp] => [
      { learningRate },
      /^train\(\): the learning rate must be a finite number from 0 on, got/,
    ]),
  ];
  it.each(cases)("%o", async (wrong, message) => {
    const training = eventsOf({ ...options, ...wrong } as TrainOptions);
    await expect(training).rejects.toThrow(message);
    await expect(training).rejects.toThrow(ValueError);
  });

  it("data that do not fit the network, to train on or to test on", async () => {
    const unfit = eventsOf({ ...options, network: linear() });
    await expect(unfit).rejects.toThrow(/the network has 2 outputs, but each sample of "slices" has 3/);
    await expect(unfit).rejects.toThrow(ShapeError);
    const test = eventsOf({ ...options, data: { train: slices(), test: sums() } });
    await expect(test).rejects.toThrow(/the network has 3 outputs, but each sample of "sums" has 2/);
  });

  it("but not a batch larger than the data, endless patience, or a learning rate of 0", async () => {
    const events = await eventsOf({ ...options, batch: 1000, patience: Infinity, learningRate: 0 });
    expect(events.map(({ event }) => event)).toEqual(["batch", "epoch", "done"]);
  });
});
