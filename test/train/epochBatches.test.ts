import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInDigits } from "../../src/data/builtIn.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { chunkOrder, type StreamEpoch } from "../../src/data/stream.ts";
import { engine } from "../../src/engines.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { adam } from "../../src/optim/adam.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { piecesOf, samples, streamLike, streamOf, withData } from "./streams.ts";
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

/** All that a run reports, but for the time it took. */
async function report(of: TrainOptions): Promise<unknown[]> {
  return (await eventsOf(of)).map((event) => {
    if (event.event === "batch") return event;
    const { epoch, parameters, optimizer } = event.state;
    const timeless = { ...event, seconds: 0, samplesPerSecond: 0 };
    const network = event.event === "done" ? numbersOf(event.network) : [];
    return { ...timeless, network, best: 0, state: { epoch, parameters, optimizer } };
  });
}

describe("a stream of one chunk", () => {
  it.each([true, false])("trains to the same bits as the dataset itself, shuffle %s", async (shuffle) => {
    const streamed = withData(streamOf(samples, [23]), { shuffle, optimizer: adam() });
    expect(await report(streamed)).toEqual(await report(withData(samples, { shuffle, optimizer: adam() })));
  });
});

describe("a stream of several chunks", () => {
  it("trains to the same bits as the dataset, however it is cut, if nothing is shuffled", async () => {
    const cut = fc
      .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })
      .map((sizes) => ({ sizes, size: sizes.reduce((a, b) => a + b) }));
    await fc.assert(
      fc.asyncProperty(
        cut,
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        async ({ sizes, size }, batch, real) => {
          const whole = real ? sums(size) : slices(size);
          const network = real ? linear() : classifier();
          const how = { network, batch, shuffle: false, epochs: 2, learningRate: 0.1 };
          const streamed = await report({ ...how, data: { train: streamOf(whole, sizes) } });
          expect(streamed).toEqual(await report({ ...how, data: { train: whole } }));
        },
      ),
      { seed: 5, numRuns: 40 },
    );
  });

  it("does so on the fastest engine, where bytes stay bytes and a short batch ends the epoch", async () => {
    const { train: digits } = builtInDigits({ seed: 3, train: 47, test: 1 });
    const network = createNetwork({ sizes: [784, 6, 10], seed: 1 });
    for (const precision of ["f32", "f64"] as const) {
      const how = { network, batch: 10, epochs: 2, shuffle: false, backend: engine({ precision }) };
      const streamed = await report({ ...how, data: { train: streamOf(digits, [7, 25, 15]) } });
      expect(streamed).toEqual(await report({ ...how, data: { train: digits } }));
    }
  });

  it("may keep each chunk in its own way", async () => {
    const { train: digits } = builtInDigits({ seed: 3, train: 30, test: 1 });
    const pieces = piecesOf(digits, [13, 17]);
    const { inputs } = pieces[1]!;
    const numbers = { data: Float64Array.from(inputs.data, (v) => v * inputs.scale), width: 784, scale: 1 };
    const mixed = [pieces[0]!, { ...pieces[1]!, inputs: numbers }];
    const network = createNetwork({ sizes: [784, 6, 10], seed: 1 });
    const how = { network, batch: 10, epochs: 2, shuffle: false };
    const stream = streamLike(digits, async function* () {
      yield* await Promise.resolve(mixed);
    });
    const reference = numbersOf((await doneOf({ ...how, data: { train: digits } })).network);
    expect(numbersOf((await doneOf({ ...how, data: { train: stream } })).network)).toEqual(reference);
    const fast = await doneOf({ ...how, data: { train: stream }, backend: engine() });
    numbersOf(fast.network).forEach((value, i) => {
      expect(value).toBeCloseTo(reference[i]!, 4);
    });
  });

  it("visits every sample once an epoch, each chunk in a random order that the seed fixes", async () => {
    // The inputs are the numbers of the samples; the batches' costs are then their squares.
    const { visits, stream } = counting(20, [6, 9, 5]);
    const first = await visits({ train: stream }, 1);
    expect(first).toEqual(await visits({ train: stream }, 1));
    expect(first).not.toEqual(await visits({ train: stream }, 2));
    const [one, two] = [first.slice(0, 20), first.slice(20)];
    expect(one).not.toEqual(two);
    for (const epoch of [one, two]) {
      const chunks = [epoch.slice(0, 6), epoch.slice(6, 15), epoch.slice(15)];
      expect(chunks.map((chunk) => [...chunk].sort((a, b) => a - b))).toEqual([
        upTo(0, 6),
        upTo(6, 15),
        upTo(15, 20),
      ]);
      expect(chunks).not.toEqual([upTo(0, 6), upTo(6, 15), upTo(15, 20)]);
    }
  });

  it("fills every batch but the last across the borders of chunks", async () => {
    const cut = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cut, fc.integer({ min: 1, max: 9 }), async (sizes, batch) => {
        const size = sizes.reduce((a, b) => a + b);
        const events = await eventsOf(withData(streamOf(slices(size), sizes), { batch, epochs: 1 }));
        const batches = events.filter(({ event }) => event === "batch");
        expect(batches.length).toBe(Math.ceil(size / batch));
        expect(batches.every((event) => event.event === "batch" && event.batches === batches.length)).toBe(
          true,
        );
        const done = events.at(-1);
        if (done?.event !== "done") throw new Error("no end");
        // The optimizer counts its steps.
        expect([...done.state.optimizer[0]!.data]).toEqual([batches.length]);
      }),
      { seed: 6, numRuns: 25 },
    );
  });

  it("resumes to the same bits", async () => {
    const chunks = piecesOf(samples, [9, 9, 5]);
    const stream = streamLike(samples, async function* (epoch) {
      for (const i of chunkOrder(3, epoch)) yield await Promise.resolve(chunks[i]!);
    });
    const how = withData(stream, { epochs: 4, seed: 7 });
    const whole = await epochsOf(how);
    const rest = await epochsOf({ ...how, network: classifier(99), resume: whole[1]!.state });
    expect(rest.map(({ state }) => stateNumbers(state))).toEqual(
      whole.slice(2).map(({ state }) => stateNumbers(state)),
    );
  });

  it("is told the seed, the epoch from 0, whether to shuffle, and the signal", async () => {
    const asked: StreamEpoch[] = [];
    const { signal } = new AbortController();
    const stream = streamLike(samples, (epoch) => {
      asked.push(epoch);
      return streamOf(samples, [23]).chunks(epoch);
    });
    await eventsOf(withData(stream, { epochs: 2, seed: 5, signal }));
    await eventsOf(withData(stream, { epochs: 1, shuffle: false }));
    expect(asked).toEqual([
      { epoch: 0, seed: 5, shuffle: true, signal },
      { epoch: 1, seed: 5, shuffle: true, signal },
      { epoch: 0, seed: 0, shuffle: false },
    ]);
  });
});

function upTo(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}

/** Samples of one input, their own number, and how to see in which order they are visited. */
function counting(size: number, sizes: readonly number[]) {
  const numbers = (values: number[]) => ({ data: Float64Array.from(values), width: 2, scale: 1 });
  const pairs = upTo(0, size).flatMap((i) => [i, 0]);
  const whole: Dataset = {
    kind: "regression",
    name: "numbers",
    size,
    inputs: numbers(pairs),
    targets: numbers(pairs.map(() => 0)),
  };
  const visits = async (source: TrainOptions["data"], seed: number): Promise<number[]> => {
    const how = { network: linear(), batch: 1, epochs: 2, learningRate: 0, seed };
    const events = await eventsOf({ ...how, data: source });
    // C = ½ (0.1² + 0.3²) i²
    return events.flatMap((event) =>
      event.event === "batch" ? [Math.round(Math.sqrt(event.cost / 0.05))] : [],
    );
  };
  return { visits, stream: streamOf(whole, sizes) };
}
