import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInDigits } from "../../src/data/builtIn.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { subset } from "../../src/data/split.ts";
import { chunkOrder, type StreamEpoch } from "../../src/data/stream.ts";
import { engine } from "../../src/engines.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { adam } from "../../src/optim/adam.ts";
import type { TrainEvent } from "../../src/train/events.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { FormatError, NumericError, ShapeError } from "../../src/util/errors.ts";
import { piecesOf, streamLike, streamOf, watchedStream } from "./streams.ts";
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

const data = slices();
const test = slices(50, 9);
const options: TrainOptions = {
  network: classifier(),
  data: { train: data, test },
  batch: 4,
  epochs: 3,
  learningRate: 0.3,
};
const withData = (source: TrainOptions["data"]["train"], more: Partial<TrainOptions> = {}): TrainOptions => ({
  ...options,
  data: { train: source, test },
  ...more,
});

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

let unhandled: unknown[] = [];
const remember = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeAll(() => {
  process.on("unhandledRejection", remember);
});
afterAll(() => {
  process.off("unhandledRejection", remember);
});

/** Long enough for a rejection without a handler to be found. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

async function failure(of: TrainOptions): Promise<Error> {
  const error: unknown = await eventsOf(of).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("the training went through");
  return error;
}

describe("a stream of one chunk", () => {
  it.each([true, false])("trains to the same bits as the dataset itself, shuffle %s", async (shuffle) => {
    const streamed = withData(streamOf(data, [23]), { shuffle, optimizer: adam() });
    expect(await report(streamed)).toEqual(await report({ ...options, shuffle, optimizer: adam() }));
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
    const chunks = piecesOf(data, [9, 9, 5]);
    const stream = streamLike(data, async function* (epoch) {
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
    const stream = streamLike(data, (epoch) => {
      asked.push(epoch);
      return streamOf(data, [23]).chunks(epoch);
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

describe("while a chunk trains", () => {
  const sizes = [8, 8, 7];

  it("the next one is read already, and no other", async () => {
    const log: string[] = [];
    const stream = watchedStream(piecesOf(data, sizes), data, log);
    for await (const event of train(withData(stream, { epochs: 1 }))) {
      if (event.event === "batch") log.push(`batch ${event.batch}`);
    }
    const order = (...entries: string[]): number[] => entries.map((entry) => log.indexOf(entry));
    const rising = order(
      "asked for 1",
      "gave 1",
      "asked for 2",
      "batch 1",
      "batch 2",
      "asked for 3",
      "batch 3",
    );
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(rising).not.toContain(-1);
    expect(log.at(-1)).toBe("batch 6");
  });

  it("a chunk whose reading never ends does not keep the one before from training", async () => {
    const log: string[] = [];
    const pieces = piecesOf(data, sizes);
    const stream = watchedStream(pieces, data, log, (piece) =>
      piece === 1 ? new Promise<Dataset>(() => undefined) : Promise.resolve(pieces[piece]!),
    );
    let batches = 0;
    for await (const event of train(withData(stream))) {
      if (event.event === "batch" && ++batches === 2) break;
    }
    expect(log).toEqual(["asked for 1", "gave 1", "asked for 2", "closed"]);
  });

  it("at most two chunks are in memory", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const handed: WeakRef<Dataset>[] = [];
    const stream = streamLike(data, async function* () {
      for (let start = 0; start < data.size; start++) {
        const piece = await Promise.resolve(subset(data, [start]));
        handed.push(new WeakRef(piece));
        yield piece;
      }
    });
    const alive: number[] = [];
    for await (const event of train(withData(stream, { epochs: 2, batch: 3 }))) {
      if (event.event !== "batch") continue;
      await aWhile();
      collect();
      alive.push(handed.filter((piece) => piece.deref() !== undefined).length);
    }
    expect(alive.length).toBe(16);
    expect(Math.max(...alive)).toBeLessThanOrEqual(2);
  });
});

describe("a chunk that cannot be read", () => {
  it("is named after the chunks before it have trained, with the reason", async () => {
    unhandled = [];
    const log: string[] = [];
    const pieces = piecesOf(data, [8, 8, 7]);
    const stream = watchedStream(pieces, data, log, (piece) =>
      piece === 1 ? Promise.reject(new Error("the disk is gone")) : Promise.resolve(pieces[piece]!),
    );
    const events: TrainEvent[] = [];
    const run = (async () => {
      for await (const event of train(withData(stream))) {
        events.push(event);
        await aWhile();
      }
    })();
    await expect(run).rejects.toThrow(
      'train(): chunk 2 of "stream" must be readable in epoch 1, got an error: the disk is gone',
    );
    await expect(run).rejects.toThrow(FormatError);
    await expect(run).rejects.toHaveProperty("cause.message", "the disk is gone");
    expect(events.map(({ event }) => event)).toEqual(["batch", "batch"]);
    expect(log).not.toContain("closed");
    expect(unhandled).toEqual([]);
  });

  it("leaves no unhandled rejection where training has ended before", async () => {
    unhandled = [];
    const log: string[] = [];
    const pieces = piecesOf(data, [8, 15]);
    const stream = watchedStream(pieces, data, log, (piece) =>
      piece === 1 ? Promise.reject(new Error("too late")) : Promise.resolve(pieces[piece]!),
    );
    for await (const event of train(withData(stream))) if (event.event === "batch") break;
    await aWhile();
    expect(log.at(-1)).toBe("closed");
    expect(unhandled).toEqual([]);
  });

  it("is told of where the source throws before it promises anything", async () => {
    const stream = streamLike(data, () => {
      throw new Error("no such table");
    });
    expect((await failure(withData(stream))).message).toMatch(/chunk 1 of "stream" .* no such table$/);
  });
});

describe("a stream that is not as it says", () => {
  const cases: [string, () => TrainOptions["data"]["train"], RegExp][] = [
    [
      "gives too few samples",
      () => streamLike(data, streamOf(data, [8, 8]).chunks),
      /"stream" must give 23 samples an epoch, got 16 in epoch 1; correct its size/,
    ],
    [
      "gives too many",
      () => streamLike(data, streamOf(data, [8, 15]).chunks, 20),
      /chunk 2 of "stream" in epoch 1: the stream must give 20 samples an epoch, got 23 with this chunk/,
    ],
    ["gives none", () => streamLike(data, streamOf(data, []).chunks), /must give 23 samples an epoch, got 0/],
    [
      "gives other classes",
      () => streamLike(data, streamOf({ ...data, classes: ["a", "b", "c"] } as Dataset, [23]).chunks),
      /chunk 1 .* must have the classes 0, 1, 2 as the stream says, got the classes a, b, c;/,
    ],
    [
      "gives samples of another width",
      () => streamLike(data, streamOf(builtInDigits({ train: 23, test: 1 }).train, [23]).chunks),
      /chunk 1 .* must have inputWidth 2 as the stream says, got 784;/,
    ],
    [
      "gives real targets for classes",
      () =>
        streamLike(data, async function* () {
          const { inputs } = sums(23);
          const targets = { data: new Float64Array(69), width: 3, scale: 1 };
          yield await Promise.resolve({ kind: "regression" as const, name: "x", size: 23, inputs, targets });
        }),
      /must have the classes 0, 1, 2 as the stream says, got real targets;/,
    ],
  ];
  it.each(cases)("is refused where it %s", async (_, stream, message) => {
    const error = await failure(withData(stream()));
    expect(error.message).toMatch(message);
    expect(error).toBeInstanceOf(ShapeError);
  });

  it("is closed when it is refused", async () => {
    const log: string[] = [];
    const pieces = piecesOf(data, [8, 15]);
    const stream = { ...watchedStream(pieces, data, log), size: 20 };
    await failure(withData(stream));
    expect(log.at(-1)).toBe("closed");
  });

  it("or does not fit the network is refused before anything is read", async () => {
    const log: string[] = [];
    const error = await failure(withData(watchedStream([data], data, log), { network: linear() }));
    expect(error.message).toMatch(/the network has 2 outputs, but each sample of "stream" has 3/);
    expect(log).toEqual([]);
  });
});

describe("a signal", () => {
  it("in the middle of a chunk closes the stream and keeps the last finished epoch", async () => {
    const log: string[] = [];
    const controller = new AbortController();
    const stream = watchedStream(piecesOf(data, [8, 8, 7]), data, log);
    const how = withData(stream, { shuffle: false });
    let done: TrainEvent | undefined;
    for await (const event of train({ ...how, signal: controller.signal })) {
      if (event.event === "batch" && event.epoch === 2 && event.batch === 3) controller.abort();
      done = event;
    }
    expect(done).toMatchObject({ event: "done", reason: "interrupted", epochs: 1 });
    expect(log.at(-1)).toBe("closed");
    if (done?.event !== "done") throw new Error("no end");
    expect(numbersOf(done.network)).toEqual(numbersOf((await doneOf({ ...how, epochs: 1 })).network));
  });

  it("reaches a source that keeps training waiting", async () => {
    const controller = new AbortController();
    const pieces = piecesOf(data, [8, 15]);
    let isClosed = false;
    const stream = streamLike(data, async function* ({ signal }) {
      try {
        yield pieces[0]!;
        await new Promise((_, reject) => {
          signal!.addEventListener("abort", () => {
            reject(new Error("aborted"));
          });
        });
      } finally {
        isClosed = true;
      }
    });
    setTimeout(() => {
      controller.abort();
    }, 5);
    const events = await eventsOf(withData(stream, { signal: controller.signal }));
    expect(events.map(({ event }) => event)).toEqual(["batch", "batch", "done"]);
    expect(events.at(-1)).toMatchObject({ reason: "interrupted", epochs: 0 });
    expect(isClosed).toBe(true);
  });

  it("given before the start reads nothing", async () => {
    const log: string[] = [];
    const events = await eventsOf(
      withData(watchedStream([data], data, log), { signal: AbortSignal.abort() }),
    );
    expect(events.map(({ event }) => event)).toEqual(["done"]);
    expect(log).toEqual([]);
  });
});

it("a number that breaks is found by reading the epoch again, with the stream of before closed", async () => {
  const open = { now: 0, most: 0 };
  const stream = streamLike(sums(20), async function* () {
    open.most = Math.max(open.most, ++open.now);
    try {
      yield* await Promise.resolve(piecesOf(sums(20), [9, 11]));
    } finally {
      open.now--;
    }
  });
  const how = { network: linear(), learningRate: 1e6, batch: 6, shuffle: false };
  const error = await failure({ ...how, data: { train: stream } });
  expect(error).toBeInstanceOf(NumericError);
  expect(error.message).toBe((await failure({ ...how, data: { train: sums(20) } })).message);
  expect(open).toEqual({ now: 0, most: 1 });
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
