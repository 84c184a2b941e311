import { inputWidth, targetWidth, type Dataset } from "../data/dataset.ts";
import { inputSize, outputSize, parametersOf, type Network } from "../nn/network.ts";
import { ShapeError, ValueError } from "../util/errors.ts";
import type { TrainOptions } from "./options.ts";

/** Refuses options that make no sense before anything is computed. */
export function checkOptions(options: TrainOptions): TrainOptions {
  const { network, data, batch, epochs, seed, patience, learningRate, resume } = options;
  requireWhole("batch", batch, 1);
  requireWhole("epochs", epochs, 0);
  requireWhole("seed", seed, 0);
  requireWhole("patience", patience === Infinity ? undefined : patience, 1);
  if (typeof learningRate === "number" && !Number.isFinite(learningRate)) {
    throw new ValueError(`train(): the learning rate must be a finite number, got ${learningRate}`);
  }
  requireFit(network, data.train);
  if (data.test !== undefined) requireFit(network, data.test);
  const count = parametersOf(network).length;
  if (resume !== undefined && resume.parameters.length !== count) {
    throw new ShapeError(
      `train(): the state to resume must hold ${count} parameters, got ${resume.parameters.length}; use the same network`,
    );
  }
  return options;
}

/** Refuses a dataset whose samples do not fit the network. */
export function requireFit(network: Network, data: Dataset): void {
  const pairs = [
    ["inputs", inputSize(network), inputWidth(data)],
    ["outputs", outputSize(network), targetWidth(data)],
  ] as const;
  for (const [what, required, got] of pairs) {
    if (required !== got) {
      throw new ShapeError(
        `the network has ${required} ${what}, but each sample of "${data.name}" has ${got}; ` +
          `give the network ${got} ${what}, or choose other data`,
      );
    }
  }
}

function requireWhole(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < least)) {
    throw new ValueError(`train(): ${name} must be a whole number from ${least} on, got ${value}`);
  }
}
