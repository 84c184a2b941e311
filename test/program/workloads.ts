import { input } from "../../src/graph/leaves.ts";
import { createNetwork, type NetworkOptions } from "../../src/nn/createNetwork.ts";
import { inputSize, outputSize } from "../../src/nn/network.ts";
import { adam } from "../../src/optim/adam.ts";
import type { Optimizer } from "../../src/optim/optimizer.ts";
import type { Task } from "../../src/program/lower.ts";
import type { Feeding } from "../../src/train/feeding.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { batchGraph } from "../../src/train/programs.ts";
import { recipeOf } from "../../src/train/recipe.ts";

/** A network and how it is trained. */
export interface Workload extends Omit<NetworkOptions, "initializer"> {
  readonly batch: number;
  readonly learningRate: number;
  readonly optimizer?: Optimizer;
}

const relu = { activation: "relu", outputActivation: "softmax", cost: "cross-entropy" } as const;

/** The workloads of the benchmark. */
export const workloads = {
  W1: { sizes: [784, 30, 10], batch: 10, learningRate: 3 },
  W2: { sizes: [784, 512, 512, 10], ...relu, batch: 128, optimizer: adam(), learningRate: 0.001 },
  W3: { sizes: [2048, 2048, 2048, 10], ...relu, batch: 512, learningRate: 0.01 },
  W4: { sizes: [784, 30, 10], batch: 1, learningRate: 0.3 },
} as const satisfies Record<string, Workload>;

/** One step of training: cost, outputs, and all that changes. */
export function stepOf({ batch, learningRate, optimizer, ...options }: Workload): Task {
  const network = createNetwork({ ...options, initializer: "zeros" });
  const feeding: Feeding = {
    x: input("x", [batch, inputSize(network)]),
    y: input("y", [batch, outputSize(network)]),
    storage: new Map(),
    place: () => undefined,
    feed: () => undefined,
  };
  const recipe = recipeOf({ network, learningRate, ...(optimizer && { optimizer }) } as TrainOptions);
  const graph = batchGraph(network, feeding);
  return { outputs: [graph.cost, graph.output, ...recipe.shared], updates: recipe.updates(graph) };
}
