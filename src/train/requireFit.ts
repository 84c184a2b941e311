import { inputWidth, targetWidth, type Dataset } from "../data/dataset.ts";
import { inputSize, outputSize, type Network } from "../nn/network.ts";
import { ShapeError } from "../util/errors.ts";

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
