import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { regressionDataset } from "../../src/data/dataset.ts";
import { tableFromRows } from "../../src/data/table.ts";
import { heldValue } from "../../src/graph/leaves.ts";
import { network, parametersOf } from "../../src/nn/network.ts";
import { optimizers, type OptimizerName } from "../../src/optim/optimizers.ts";
import type { DoneEvent } from "../../src/train/events.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";

/** Trainings by PyTorch in float64. */
const folder = new URL("../golden/optimizers/", import.meta.url);

interface Golden {
  network: Parameters<typeof network>[0] & { input: number[][]; target: number[][] };
  train: { optimizer: OptimizerName; lr: number; batch: number; epochs: number; shuffle: boolean };
  expected: { weights: number[][]; bias: number[] }[];
}

async function finish(options: TrainOptions): Promise<DoneEvent> {
  for await (const event of train(options)) if (event.event === "done") return event;
  throw new Error("training ended without a done event");
}

describe("whole trainings agree with PyTorch to 1e-9", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s", async (name) => {
    const golden = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Golden;
    const { optimizer, lr, ...rest } = golden.train;
    const samples = regressionDataset({
      name,
      inputs: tableFromRows(golden.network.input),
      targets: tableFromRows(golden.network.target),
    });
    const done = await finish({
      network: network(golden.network),
      data: { train: samples },
      optimizer: optimizers[optimizer](),
      learningRate: lr,
      ...rest,
    });
    const expected = golden.expected.flatMap(({ weights, bias }) => [weights.flat(), bias]);
    const start = parametersOf(network(golden.network)).map((p) => heldValue(p)!.data);
    parametersOf(done.network).forEach((p, i) => {
      const found = heldValue(p)!.data;
      const distance = Math.hypot(...found.map((v, j) => v - expected[i]![j]!));
      expect(found.length).toBe(expected[i]!.length);
      expect(distance).toBeLessThanOrEqual(1e-9 * Math.hypot(...expected[i]!));
      expect(Math.hypot(...found.map((v, j) => v - start[i]![j]!))).toBeGreaterThan(1e-3);
    });
  });
});
