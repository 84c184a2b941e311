import { describe, expect, it } from "vitest";
import { adam } from "../../src/optim/adam.ts";
import { momentum } from "../../src/optim/momentum.ts";
import { cosineRate, stepRate, warmUp, type Schedule } from "../../src/optim/schedules.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { hostArray } from "../../src/tensor/hostArray.ts";
import type { EpochEvent } from "../../src/train/events.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import {
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
