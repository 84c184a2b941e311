import { describe, expect, it } from "vitest";
import { batchRanges } from "../../src/data/batches.ts";
import { copyInputs, copyTargets } from "../../src/data/dataset.ts";
import { adam } from "../../src/optim/adam.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { classifier, doneOf, linear, numbersOf, slices, sums } from "./support.ts";

const data = { train: slices(), test: slices(50, 9) };

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
