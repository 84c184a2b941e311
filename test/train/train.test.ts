import { describe, expect, it } from "vitest";
import type { Backend } from "../../src/backend/backend.ts";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { batchRanges, epochOrder } from "../../src/data/batches.ts";
import { copyInputs, copyTargets, type Dataset } from "../../src/data/dataset.ts";
import { constant } from "../../src/graph/leaves.ts";
import { costOf, forward, type Network } from "../../src/nn/network.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { adam } from "../../src/optim/adam.ts";
import { momentum } from "../../src/optim/momentum.ts";
import { cosineRate, stepRate, warmUp, type Schedule } from "../../src/optim/schedules.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { hostArray } from "../../src/tensor/hostArray.ts";
import { evaluateNetwork } from "../../src/train/evaluation.ts";
import type { EpochEvent, TrainEvent } from "../../src/train/events.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import {
  batchesOf,
  classifier,
  doneOf,
  epochsOf,
  eventsOf,
  linear,
  numbersOf,
  slices,
  stateNumbers,
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
      const batches = await batchesOf({ network, data, batch: 10, epochs: 1, learningRate: 0, seed: 4 });
      const order = epochOrder(23, 4, 0, true);
      batchRanges(23, 10).forEach(({ start, end }, i) => {
        const total = costOfRows(network, data.train, order.subarray(start, end), [2, 3]);
        expect(batches[i]!.cost).toBeCloseTo(reduction === "mean" ? total : total / (end - start), 13);
      });
      const all = costOfRows({ ...network, reduction: "mean" }, data.train, Int32Array.from(order), [2, 3]);
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

describe("the numbers", () => {
  const options: TrainOptions = {
    network: classifier(),
    data,
    batch: 7,
    epochs: 3,
    learningRate: 0.3,
    seed: 11,
  };

  it("are those of gradient descent written out by hand", async () => {
    // One linear layer, C = ½ Σ ‖W x + b - y‖² / n: dW = (a - y) xᵀ / n, summed over the batch.
    const dataset = sums(12);
    const done = await doneOf({
      network: linear(),
      data: { train: dataset },
      batch: 5,
      epochs: 2,
      learningRate: 0.1,
      shuffle: false,
    });
    const w = [
      [0.1, 0.2],
      [0.3, 0.4],
    ];
    const b = [0, 0];
    const [x, y] = [new Float64Array(24), new Float64Array(24)];
    const all = Int32Array.from({ length: 12 }, (_, i) => i);
    copyInputs(dataset, all, x);
    copyTargets(dataset, all, y);
    for (const { start, end } of [...batchRanges(12, 5), ...batchRanges(12, 5)]) {
      const miss = Array.from({ length: end - start }, (_, k) =>
        w.map(
          (row, i) =>
            row[0]! * x[2 * (start + k)]! +
            row[1]! * x[2 * (start + k) + 1]! +
            b[i]! -
            y[2 * (start + k) + i]!,
        ),
      );
      const n = end - start;
      w.forEach((row, i) => {
        row.forEach((_, j) => {
          row[j]! -=
            (0.1 / n) * miss.reduce((total, delta, k) => total + delta[i]! * x[2 * (start + k) + j]!, 0);
        });
        b[i]! -= (0.1 / n) * miss.reduce((total, delta) => total + delta[i]!, 0);
      });
    }
    numbersOf(done.network).forEach((value, i) => {
      expect(value).toBeCloseTo([...w.flat(), ...b][i]!, 13);
    });
  });

  it("are the same bits for the same seed, and others for another or without shuffling", async () => {
    const numbers = async (more: Partial<TrainOptions>) =>
      numbersOf((await doneOf({ ...options, ...more })).network);
    const first = await numbers({});
    expect(await numbers({})).toEqual(first);
    expect(await numbers({ seed: 12 })).not.toEqual(first);
    expect(await numbers({ shuffle: false })).not.toEqual(first);
    expect(await numbers({ shuffle: false, seed: 12 })).toEqual(await numbers({ shuffle: false }));
  });

  it("do not depend on which events are listened to, nor on the test set", async () => {
    const first = numbersOf((await doneOf(options)).network);
    expect(numbersOf((await doneOf({ ...options, batchEvents: 0 })).network)).toEqual(first);
    expect(numbersOf((await doneOf({ ...options, data: { train: data.train } })).network)).toEqual(first);
  });

  it("leave the network that was given as it was", async () => {
    const network = classifier();
    const before = numbersOf(network);
    const done = await doneOf({ ...options, network });
    expect(numbersOf(network)).toEqual(before);
    expect(numbersOf(done.network)).not.toEqual(before);
  });

  it("learn: three classes of points in the plane are told apart", async () => {
    const done = await doneOf({
      network: classifier(),
      data: { train: slices(300), test: slices(200, 5) },
      optimizer: adam(),
      learningRate: 0.02,
      epochs: 40,
    });
    expect(done.test!.accuracy).toBeGreaterThan(0.9);
  });
});

describe("early stopping", () => {
  it("ends when the score has not improved for so many epochs, and keeps the best network", async () => {
    const options = { network: classifier(), data, batch: 4, epochs: 60, learningRate: 1.5, seed: 3 };
    const epochs = await epochsOf({ ...options, patience: 4 });
    const done = await doneOf({ ...options, patience: 4 });
    const scores = epochs.map(({ testAccuracy }) => testAccuracy!);
    // By brute force: the first epoch that is 4 later than the first best so far.
    const stop = scores.findIndex((_, i) => i - scores.indexOf(Math.max(...scores.slice(0, i + 1))) >= 4);
    expect(epochs.length).toBeLessThan(60);
    expect(stop).toBe(epochs.length - 1);
    expect(done).toMatchObject({ reason: "early-stopping", epochs: epochs.length });
    const best = scores.indexOf(Math.max(...scores));
    expect(done.best!.epoch).toBe(best + 1);
    const upToBest = await doneOf({ ...options, epochs: best + 1 });
    expect(numbersOf(done.best!.network)).toEqual(numbersOf(upToBest.network));
    expect(numbersOf(done.best!.network)).not.toEqual(numbersOf(done.network));
  });

  it("goes by training accuracy without a test set, and by cost for real targets", async () => {
    const byAccuracy = await doneOf({
      network: classifier(),
      data: { train: data.train },
      epochs: 5,
      learningRate: 1,
    });
    const epochs = await epochsOf({
      network: classifier(),
      data: { train: data.train },
      epochs: 5,
      learningRate: 1,
    });
    const accuracies = epochs.map(({ accuracy }) => accuracy!);
    expect(byAccuracy.best!.epoch).toBe(accuracies.indexOf(Math.max(...accuracies)) + 1);

    const regression = { train: sums(), test: sums(7, 5) };
    const rising = {
      network: linear(),
      data: regression,
      learningRate: 1.9,
      batch: 12,
      shuffle: false,
      epochs: 20,
      patience: 2,
    };
    const costs = (await epochsOf(rising)).map(({ testCost }) => testCost!);
    expect((await doneOf(rising)).best!.epoch).toBe(costs.indexOf(Math.min(...costs)) + 1);
  });

  it("does not begin again when it is resumed from its end", async () => {
    const options = {
      network: classifier(),
      data,
      batch: 4,
      epochs: 60,
      learningRate: 1.5,
      seed: 3,
      patience: 4,
    };
    const done = await doneOf(options);
    const again = await eventsOf({ ...options, resume: done.state });
    expect(again.map(({ event }) => event)).toEqual(["done"]);
    expect(again[0]).toMatchObject({ reason: "early-stopping", epochs: done.epochs });
  });
});

describe("resuming", () => {
  const schedules: [string, number | Schedule][] = [
    ["a constant rate", 0.3],
    ["a schedule", warmUp(3, stepRate(0.4, 5, 0.5))],
    ["another", cosineRate(0.5, 15, 0.01)],
  ];
  const optimizers = [sgd({ weightDecay: 0.01 }), momentum(), adam()];
  const cases = optimizers.flatMap((optimizer) =>
    schedules.map(([name, learningRate]) => [optimizer.name, name, { optimizer, learningRate }] as const),
  );

  it.each(cases)("from any epoch gives the same bits: %s with %s", async (_, __, how) => {
    const options: TrainOptions = { network: classifier(), data, batch: 7, epochs: 5, seed: 2, ...how };
    const whole = await epochsOf(options);
    const end = await doneOf(options);
    for (const { state, epoch } of whole) {
      const rest = await epochsOf({ ...options, network: classifier(99), resume: state });
      expect(rest.map((event) => event.epoch)).toEqual(whole.slice(epoch).map((event) => event.epoch));
      rest.forEach((event, i) => {
        const same = whole[epoch + i]!;
        expect([event.cost, event.accuracy, event.testCost]).toEqual([
          same.cost,
          same.accuracy,
          same.testCost,
        ]);
        expect(stateNumbers(event.state)).toEqual(stateNumbers(same.state));
      });
      const done = await doneOf({ ...options, network: classifier(99), resume: state });
      expect(numbersOf(done.network)).toEqual(numbersOf(end.network));
      expect(done.best!.epoch).toBe(end.best!.epoch);
      expect(numbersOf(done.best!.network)).toEqual(numbersOf(end.best!.network));
    }
  });

  it("survives a copy through JSON", async () => {
    const options: TrainOptions = {
      network: classifier(),
      data,
      batch: 7,
      epochs: 4,
      optimizer: adam(),
      learningRate: 0.05,
    };
    const [, second] = await epochsOf(options);
    const { epoch, parameters, optimizer, best } = second!.state;
    const copy = (arrays: typeof parameters) =>
      arrays.map(({ shape, data: numbers }) =>
        hostArray(Float64Array.from(JSON.parse(JSON.stringify([...numbers])) as number[]), shape),
      );
    const resume = { epoch, parameters: copy(parameters), optimizer: copy(optimizer), best };
    expect(numbersOf((await doneOf({ ...options, resume })).network)).toEqual(
      numbersOf((await doneOf(options)).network),
    );
  });

  it("is refused for another network or optimizer, before anything runs", async () => {
    const options: TrainOptions = {
      network: classifier(),
      data,
      epochs: 2,
      optimizer: adam(),
      learningRate: 0.05,
    };
    const [{ state }] = (await epochsOf(options)) as [EpochEvent];
    const fails = async (more: Partial<TrainOptions>, message: RegExp) => {
      await expect(eventsOf({ ...options, resume: state, ...more })).rejects.toThrow(message);
    };
    await fails(
      { optimizer: sgd() },
      /resume.optimizer must hold 1 arrays, got 9; resume with the same optimizer/,
    );
    await fails({ optimizer: momentum() }, /resume.optimizer must hold 5 arrays, got 9/);
    await fails(
      { network: linear(), data: { train: sums() } },
      /resume.parameters must hold 2 arrays, got 4/,
    );
    const [w1, ...rest] = state.parameters;
    const turned = hostArray(w1!.data, [...w1!.shape].reverse());
    await fails(
      { resume: { ...state, parameters: [turned, ...rest] } },
      /resume.parameters\[0\] must have shape \[4, 2\], that of W¹, got \[2, 4\]/,
    );
    const broken = hostArray(
      w1!.data.map(() => Number.NaN),
      w1!.shape,
    );
    await fails(
      { resume: { ...state, parameters: [broken, ...rest] } },
      /W¹ must hold finite numbers to start from, got NaN/,
    );
  });
});

describe("stopping", () => {
  it("by a signal in the middle of an epoch keeps what the last finished epoch gave", async () => {
    const controller = new AbortController();
    const options: TrainOptions = { network: classifier(), data, batch: 5, epochs: 9, learningRate: 0.3 };
    const events: TrainEvent[] = [];
    for await (const event of train({ ...options, signal: controller.signal })) {
      events.push(event);
      if (event.event === "batch" && event.epoch === 3 && event.batch === 2) controller.abort();
    }
    const done = events.at(-1)!;
    if (done.event !== "done") throw new Error("no done event");
    expect(done).toMatchObject({ reason: "interrupted", epochs: 2 });
    expect(events.at(-2)).toMatchObject({ event: "batch", epoch: 3, batch: 2 });
    expect(numbersOf(done.network)).toEqual(numbersOf((await doneOf({ ...options, epochs: 2 })).network));
    const rest = await doneOf({ ...options, resume: done.state });
    expect(numbersOf(rest.network)).toEqual(numbersOf((await doneOf(options)).network));
  });

  it("by a signal given before the start trains nothing", async () => {
    const network = classifier();
    const events = await eventsOf({ network, data, signal: AbortSignal.abort() });
    expect(events.map(({ event }) => event)).toEqual(["done"]);
    expect(events[0]).toMatchObject({ reason: "interrupted", epochs: 0, best: null });
  });

  it("by a signal during the last epoch's last batch is no interruption: the epoch is finished", async () => {
    const controller = new AbortController();
    const events: TrainEvent[] = [];
    for await (const event of train({
      network: classifier(),
      data,
      batch: 23,
      epochs: 1,
      signal: controller.signal,
    })) {
      events.push(event);
      controller.abort();
    }
    expect(events.at(-1)).toMatchObject({ event: "done", reason: "finished", epochs: 1 });
  });

  it("lets timers run, so that a signal from outside is heard", async () => {
    const events = await eventsOf({
      network: classifier(),
      data,
      batch: 1,
      epochs: 1e6,
      signal: AbortSignal.timeout(150),
      learningRate: 0.01,
    });
    expect(events.at(-1)).toMatchObject({ event: "done", reason: "interrupted" });
  });

  /** The reference backend, counting what is compiled and disposed of. */
  function counted(): { backend: Backend; open: () => number; compiled: () => number } {
    let [compiled, disposed] = [0, 0];
    const backend: Backend = {
      name: "counted",
      compile(computation) {
        compiled++;
        const program = reference.compile(computation);
        const dispose = program.dispose.bind(program);
        program.dispose = () => {
          disposed++;
          dispose();
        };
        return program;
      },
    };
    return { backend, open: () => compiled - disposed, compiled: () => compiled };
  }

  it("in any way disposes of every program, and compiles one for each size of batch", async () => {
    const options: TrainOptions = { network: classifier(), data, batch: 10, epochs: 3, learningRate: 0.1 };
    const finished = counted();
    await doneOf({ ...options, backend: finished.backend });
    // Batches of 10 and 3 to train on, one of 50 to test on.
    expect([finished.compiled(), finished.open()]).toEqual([3, 0]);

    const broken = counted();
    for await (const event of train({ ...options, backend: broken.backend })) {
      if (event.event === "batch" && event.batch === 2) break;
    }
    expect([broken.compiled(), broken.open()]).toEqual([1, 0]);

    const failed = counted();
    await expect(
      doneOf({ ...options, learningRate: multiplied(Infinity), backend: failed.backend }),
    ).rejects.toThrow();
    expect(failed.compiled()).toBeGreaterThan(0);
    expect(failed.open()).toBe(0);
  });

  const multiplied =
    (factor: number): Schedule =>
    (t) =>
      multiply(t, factor);
});
