import { describe, expect, it } from "vitest";
import type { Backend } from "../../src/backend/backend.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { type Schedule } from "../../src/optim/schedules.ts";
import type { TrainEvent } from "../../src/train/events.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { classifier, doneOf, epochsOf, eventsOf, linear, numbersOf, slices, sums } from "./support.ts";

const data = { train: slices(), test: slices(50, 9) };

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
