import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInDigits } from "../../src/data/builtIn.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { subset } from "../../src/data/split.ts";
import type { TrainEvent } from "../../src/train/events.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { FormatError, NumericError, ShapeError } from "../../src/util/errors.ts";
import { failure, piecesOf, samples, streamLike, streamOf, watchedStream, withData } from "./streams.ts";
import { doneOf, eventsOf, linear, numbersOf, sums } from "./support.ts";

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

describe("while a chunk trains", () => {
  const sizes = [8, 8, 7];

  it("the next one is read already, and no other", async () => {
    const log: string[] = [];
    const stream = watchedStream(piecesOf(samples, sizes), samples, log);
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
    const pieces = piecesOf(samples, sizes);
    const stream = watchedStream(pieces, samples, log, (piece) =>
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
    const stream = streamLike(samples, async function* () {
      for (let start = 0; start < samples.size; start++) {
        const piece = await Promise.resolve(subset(samples, [start]));
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
    const pieces = piecesOf(samples, [8, 8, 7]);
    const stream = watchedStream(pieces, samples, log, (piece) =>
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
    const pieces = piecesOf(samples, [8, 15]);
    const stream = watchedStream(pieces, samples, log, (piece) =>
      piece === 1 ? Promise.reject(new Error("too late")) : Promise.resolve(pieces[piece]!),
    );
    for await (const event of train(withData(stream))) if (event.event === "batch") break;
    await aWhile();
    expect(log.at(-1)).toBe("closed");
    expect(unhandled).toEqual([]);
  });

  it("is told of where the source throws before it promises anything", async () => {
    const stream = streamLike(samples, () => {
      throw new Error("no such table");
    });
    expect((await failure(withData(stream))).message).toMatch(/chunk 1 of "stream" .* no such table$/);
  });
});

describe("a stream that is not as it says", () => {
  const cases: [string, () => TrainOptions["data"]["train"], RegExp][] = [
    [
      "gives too few samples",
      () => streamLike(samples, streamOf(samples, [8, 8]).chunks),
      /"stream" must give 23 samples an epoch, got 16 in epoch 1; correct its size/,
    ],
    [
      "gives too many",
      () => streamLike(samples, streamOf(samples, [8, 15]).chunks, 20),
      /chunk 2 of "stream" in epoch 1: the stream must give 20 samples an epoch, got 23 with this chunk/,
    ],
    [
      "gives none",
      () => streamLike(samples, streamOf(samples, []).chunks),
      /must give 23 samples an epoch, got 0/,
    ],
    [
      "gives other classes",
      () => streamLike(samples, streamOf({ ...samples, classes: ["a", "b", "c"] } as Dataset, [23]).chunks),
      /chunk 1 .* must have the classes 0, 1, 2 as the stream says, got the classes a, b, c;/,
    ],
    [
      "gives samples of another width",
      () => streamLike(samples, streamOf(builtInDigits({ train: 23, test: 1 }).train, [23]).chunks),
      /chunk 1 .* must have inputWidth 2 as the stream says, got 784;/,
    ],
    [
      "gives real targets for classes",
      () =>
        streamLike(samples, async function* () {
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
    const pieces = piecesOf(samples, [8, 15]);
    const stream = { ...watchedStream(pieces, samples, log), size: 20 };
    await failure(withData(stream));
    expect(log.at(-1)).toBe("closed");
  });

  it("or does not fit the network is refused before anything is read", async () => {
    const log: string[] = [];
    const error = await failure(withData(watchedStream([samples], samples, log), { network: linear() }));
    expect(error.message).toMatch(/the network has 2 outputs, but each sample of "stream" has 3/);
    expect(log).toEqual([]);
  });
});

describe("a signal", () => {
  it("in the middle of a chunk closes the stream and keeps the last finished epoch", async () => {
    const log: string[] = [];
    const controller = new AbortController();
    const stream = watchedStream(piecesOf(samples, [8, 8, 7]), samples, log);
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
    const pieces = piecesOf(samples, [8, 15]);
    let isClosed = false;
    const stream = streamLike(samples, async function* ({ signal }) {
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
      withData(watchedStream([samples], samples, log), { signal: AbortSignal.abort() }),
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
