import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { builtInDigits } from "../../src/data/builtIn.ts";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import { engine } from "../../src/engines.ts";
import { toNetwork, type NetworkFile } from "../../src/format/networkFile.ts";
import { createNetwork, type NetworkOptions } from "../../src/nn/createNetwork.ts";
import type { Network } from "../../src/nn/network.ts";
import { train } from "../../src/train/train.ts";

// Alarms are worth something only where a healthy network raises none.
const digits = builtInDigits({ train: 2000, test: 200 });
const backend = engine({ engine: "wasm", precision: "f64", threads: 1 });

const NETWORKS: readonly (readonly [string, NetworkOptions, rate: number])[] = [
  ["the notes' 784-30-10", { sizes: [784, 30, 10] }, 3],
  ["784-30-10 with Xavier's weights", { sizes: [784, 30, 10], initializer: "xavier-normal" }, 3],
  ["784-30-10 with binary cross-entropy", { sizes: [784, 30, 10], cost: "binary-cross-entropy" }, 0.5],
  [
    "a tanh network with softmax",
    { sizes: [784, 30, 20, 10], activation: "tanh", outputActivation: "softmax", cost: "cross-entropy" },
    0.1,
  ],
  [
    "a deep ReLU network with He's weights",
    {
      sizes: [784, 64, 64, 64, 64, 64, 64, 64, 64, 10],
      activation: "relu",
      outputActivation: "softmax",
      cost: "cross-entropy",
    },
    0.02,
  ],
];

describe.each(NETWORKS)("%s", (_, options, learningRate) => {
  it.each([0, 1, 2])("raises no alarm when freshly drawn, with seed %i", (seed) => {
    const net = createNetwork({ ...options, seed });
    expect(diagnose(net, digits.train, { learningRate, backend }).findings).toEqual([]);
  });

  describe("trained", () => {
    const after: Network[] = [];

    beforeAll(async () => {
      const net = createNetwork({ ...options, seed: 1 });
      const run = train({ network: net, data: digits, learningRate, epochs: 20, batchEvents: 0, backend });
      for await (const event of run) {
        if (event.event !== "done") continue;
        after.push(event.network);
        // Or the test would say nothing about networks that learn well.
        expect(event.test!.accuracy).toBeGreaterThan(0.85);
      }
    });

    it("raises no alarm, on samples that it knows and on others", () => {
      for (const data of [digits.train, digits.test]) {
        expect(diagnose(after[0]!, data, { learningRate, backend }).findings).toEqual([]);
      }
    });
  });
});

describe("the golden networks", () => {
  const folder = new URL("../golden/gradients/", import.meta.url);

  it.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s raises no alarm", (name) => {
    const { network: file } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as {
      network: NetworkFile;
    };
    expect(diagnose(toNetwork(file), { x: file.input!, y: file.target! }).findings).toEqual([]);
  });
});
