import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { batchRanges, epochOrder } from "../../src/data/batches.ts";
import { copyInputs, copyTargets, type Dataset } from "../../src/data/dataset.ts";
import { constant } from "../../src/graph/leaves.ts";
import { costOf, forward, type Network } from "../../src/nn/network.ts";
import { hostArray } from "../../src/tensor/hostArray.ts";
import { evaluateNetwork } from "../../src/train/evaluation.ts";
import type { EpochEvent } from "../../src/train/events.ts";
import {
  batchesOf,
  classifier,
  doneOf,
  epochsOf,
  eventsOf,
  linear,
  numbersOf,
  slices,
  sums,
} from "./support.ts";

const data = { train: slices(), test: slices(50, 9) };

/** The mean cost of some rows, without the training loop. */
function costOfRows(
  net: Network,
  dataset: Dataset,
  rows: Int32Array,
  width: readonly [number, number],
): number {
  const inputs = new Float64Array(rows.length * width[0]);
  const targets = new Float64Array(rows.length * width[1]);
  copyInputs(dataset, rows, inputs);
  copyTargets(dataset, rows, targets);
  const pass = forward(net, constant(hostArray(inputs, [rows.length, width[0]])));
  return evaluate(costOf(net, pass, constant(hostArray(targets, [rows.length, width[1]])))).data[0]!;
}

describe("events", () => {
  it("come in order: every batch, then its epoch, and one done at the end", async () => {
    const events = await eventsOf({ network: classifier(), data, batch: 10, epochs: 2, learningRate: 0.1 });
    expect(
      events.map((event) => {
        if (event.event === "batch") return `batch ${event.epoch}.${event.batch}/${event.batches}`;
        return event.event === "epoch" ? `epoch ${event.epoch}` : `done ${event.epochs} ${event.reason}`;
      }),
    ).toEqual([
      ...["batch 1.1/3", "batch 1.2/3", "batch 1.3/3", "epoch 1"],
      ...["batch 2.1/3", "batch 2.2/3", "batch 2.3/3", "epoch 2"],
      "done 2 finished",
    ]);
  });

  it("of an epoch hold cost, accuracy, the test's likewise, and the state", async () => {
    const [epoch] = await epochsOf({ network: classifier(), data, batch: 10, epochs: 1, learningRate: 0.1 });
    expect(Object.keys(epoch!).sort()).toEqual(
      [
        "event",
        "epoch",
        "cost",
        "accuracy",
        "testAccuracy",
        "testCost",
        "samplesPerSecond",
        "seconds",
        "state",
      ].sort(),
    );
    expect(epoch!.seconds).toBeGreaterThanOrEqual(0);
    expect(epoch!.samplesPerSecond).toBeGreaterThan(0);
    expect(epoch!.state.epoch).toBe(1);
    expect(epoch!.state.optimizer.map(({ data: steps }) => [...steps])).toEqual([[3]]);
  });

  it("report every n-th batch, or none", async () => {
    const options = { network: classifier(), data, batch: 4, epochs: 2, learningRate: 0.1 };
    const some = await batchesOf({ ...options, batchEvents: 4 });
    expect(some.map(({ epoch, batch, batches }) => [epoch, batch, batches])).toEqual([
      [1, 4, 6],
      [2, 4, 6],
    ]);
    expect(await batchesOf({ ...options, batchEvents: 0 })).toEqual([]);
  });

  it("of no epochs at all are a single done, with the network as it was", async () => {
    const network = classifier();
    const events = await eventsOf({ network, data, epochs: 0 });
    expect(events.length).toBe(1);
    expect(events[0]).toMatchObject({ event: "done", reason: "finished", epochs: 0, best: null });
    expect(numbersOf((await doneOf({ network, data, epochs: 0 })).network)).toEqual(numbersOf(network));
  });
});

describe("what is reported", () => {
  // With a learning rate of 0 the network stays as it is, so that costs can be counted by hand.
  it.each(["mean", "sum"] as const)(
    "is the mean cost of a batch's samples, reduction %s, the last short batch too",
    async (reduction) => {
      const network = { ...classifier(), reduction };
      const batches = await batchesOf({ network, data, batch: 10, epochs: 2, learningRate: 0, seed: 4 });
      for (const epoch of [1, 2]) {
        const order = epochOrder(23, 4, epoch - 1, true);
        batchRanges(23, 10).forEach(({ start, end }, i) => {
          const total = costOfRows(network, data.train, order.subarray(start, end), [2, 3]);
          const { cost } = batches.filter((event) => event.epoch === epoch)[i]!;
          expect(cost).toBeCloseTo(reduction === "mean" ? total : total / (end - start), 13);
        });
      }
      const samples = Int32Array.from({ length: 23 }, (_, i) => i);
      const all = costOfRows({ ...network, reduction: "mean" }, data.train, samples, [2, 3]);
      const [epoch] = await epochsOf({ network, data, batch: 10, epochs: 1, learningRate: 0 });
      // The short batch counts by its samples, not as a whole batch.
      expect(epoch!.cost).toBeCloseTo(all, 13);
    },
  );

  it("counts each sample's cost and class before the step that it takes part in", async () => {
    const network = classifier();
    const options = { network, data, batch: 23, learningRate: 0.5 };
    const epochs = await epochsOf({ ...options, epochs: 3 });
    for (const [i, { cost, accuracy }] of epochs.entries()) {
      const before = evaluateNetwork((await doneOf({ ...options, epochs: i })).network, data.train);
      expect(cost).toBeCloseTo(before.cost, 13);
      expect(accuracy).toBe(before.accuracy);
    }
  });

  it("tests after the epoch, and once more at the end with a confusion matrix", async () => {
    const events = await eventsOf({ network: classifier(), data, batch: 5, epochs: 4, learningRate: 0.2 });
    const done = events.at(-1)!;
    const last = events.at(-2) as EpochEvent;
    if (done.event !== "done") throw new Error("no done event");
    const evaluation = evaluateNetwork(done.network, data.test);
    expect(done.test).toEqual(evaluation);
    expect([last.testAccuracy, last.testCost]).toEqual([evaluation.accuracy, evaluation.cost]);
    expect(evaluation.confusion!.flat().reduce((a, b) => a + b)).toBe(50);
  });

  it("has no accuracy for real targets, and no test without a test set", async () => {
    const options = { network: linear(), epochs: 1, learningRate: 0.1 };
    const [alone] = await epochsOf({ ...options, data: { train: sums() } });
    expect([alone!.accuracy, alone!.testAccuracy, alone!.testCost]).toEqual([null, null, null]);
    expect((await doneOf({ ...options, data: { train: sums() } })).test).toBe(null);
    const [tested] = await epochsOf({ ...options, data: { train: sums(), test: sums(5, 8) } });
    expect([tested!.accuracy, tested!.testAccuracy]).toEqual([null, null]);
    expect(tested!.testCost).toBeGreaterThan(0);
  });
});
