import { createNetwork } from "../../nn/createNetwork.ts";
import type { TrainOptions } from "../../train/options.ts";
import type { BenchData } from "./benchData.ts";
import type { Workload } from "./workloads.ts";

/** A workload as `train()` takes it; every engine starts from the same weights and sees the same order of samples. */
export function trainingOf(workload: Workload, { train, test }: BenchData): TrainOptions & { batch: number } {
  const { network, batch, optimizer, learningRate } = workload;
  return { network: createNetwork(network), data: { train, test }, batch, optimizer, learningRate };
}
