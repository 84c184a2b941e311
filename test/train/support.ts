import { labelledDataset, regressionDataset, type Dataset } from "../../src/data/dataset.ts";
import { tableFromRows } from "../../src/data/table.ts";
import { heldValue } from "../../src/graph/leaves.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { network, parametersOf, type Network } from "../../src/nn/network.ts";
import type { BatchEvent, DoneEvent, EpochEvent, TrainEvent, TrainingState } from "../../src/train/events.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { Random } from "../../src/util/random.ts";

/** Points of the plane in three classes, by angle; 23 of them, so that no batch size but 1 and 23 divides them. */
export function slices(size = 23, seed = 1): Dataset {
  const random = new Random(seed);
  const points = Array.from({ length: size }, () => [random.normal(), random.normal()]);
  const labels = points.map(([x, y]) => Math.floor(((Math.atan2(y!, x!) / Math.PI + 1) / 2) * 3) % 3);
  return labelledDataset({ name: "slices", inputs: tableFromRows(points), labels, classes: 3 });
}

/** Sums and differences of two numbers. */
export function sums(size = 12, seed = 2): Dataset {
  const random = new Random(seed);
  const points = Array.from({ length: size }, () => [random.normal(), random.normal()]);
  const targets = points.map(([x, y]) => [x! + y!, x! - y!]);
  return regressionDataset({ name: "sums", inputs: tableFromRows(points), targets: tableFromRows(targets) });
}

export function classifier(seed = 1): Network {
  return createNetwork({
    sizes: [2, 4, 3],
    activation: "tanh",
    outputActivation: "softmax",
    cost: "cross-entropy",
    seed,
  });
}

export function linear(): Network {
  const weights = [
    [0.1, 0.2],
    [0.3, 0.4],
  ];
  return network({ layers: [{ weights, bias: [0, 0], activation: "identity" }], cost: "quadratic" });
}

export async function eventsOf(options: TrainOptions): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  for await (const event of train(options)) events.push(event);
  return events;
}

export async function epochsOf(options: TrainOptions): Promise<EpochEvent[]> {
  return (await eventsOf(options)).filter((event) => event.event === "epoch");
}

export async function batchesOf(options: TrainOptions): Promise<BatchEvent[]> {
  return (await eventsOf(options)).filter((event) => event.event === "batch");
}

export async function doneOf(options: TrainOptions): Promise<DoneEvent> {
  const last = (await eventsOf(options)).at(-1);
  if (last?.event !== "done") throw new Error("training must end with a done event");
  return last;
}

/** All parameters in one list. */
export function numbersOf(net: Network): number[] {
  return parametersOf(net).flatMap((p) => [...heldValue(p)!.data]);
}

export function stateNumbers(state: TrainingState): number[] {
  return [...state.parameters, ...state.optimizer].flatMap(({ data }) => [...data]);
}
