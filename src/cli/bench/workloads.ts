import type { NetworkOptions } from "../../nn/createNetwork.ts";
import { adam } from "../../optim/adam.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { sgd } from "../../optim/sgd.ts";

/** What is trained, and on what. */
export interface Workload {
  readonly name: string;
  readonly network: Pick<
    NetworkOptions,
    "sizes" | "activation" | "outputActivation" | "cost" | "initializer"
  >;
  readonly batch: number;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** `pictures` are MNIST, or the built-in digits where it is absent. */
  readonly data: "pictures" | "random";
  /** How many samples an epoch has; all of them by default. */
  readonly samples?: number;
}

export const WORKLOAD_NAMES = ["W1", "W2", "W3", "W4"] as const;
export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

/** The notes' network, its weights and biases drawn from N(0, 1) as there. */
const SIGMOID: Workload["network"] = {
  sizes: [784, 30, 10],
  activation: "sigmoid",
  cost: "quadratic",
  initializer: "normal",
};

const relu = (sizes: readonly number[]): Workload["network"] => ({
  sizes,
  activation: "relu",
  outputActivation: "softmax",
  cost: "cross-entropy",
});

/** The workloads; others compare themselves on them, so they do not change. */
export const WORKLOADS: Readonly<Record<WorkloadName, Workload>> = {
  W1: {
    ...{ name: "W1", network: SIGMOID, batch: 10, data: "pictures" },
    ...{ optimizer: sgd(), learningRate: 3 },
  },
  W2: {
    ...{ name: "W2", network: relu([784, 512, 512, 10]), batch: 128, data: "pictures" },
    ...{ optimizer: adam(), learningRate: 0.001 },
  },
  W3: {
    ...{ name: "W3", network: relu([2048, 2048, 2048, 10]), batch: 512, data: "random", samples: 8192 },
    ...{ optimizer: sgd(), learningRate: 0.01 },
  },
  W4: {
    ...{ name: "W4", network: SIGMOID, batch: 1, data: "pictures", samples: 20_000 },
    ...{ optimizer: sgd(), learningRate: 0.3 },
  },
};
