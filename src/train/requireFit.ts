import type { Dataset } from "../data/dataset.ts";
import { sampleFormat, type DataStream } from "../data/stream.ts";
import { inputSize, outputSize, type Network } from "../nn/network.ts";
import { ShapeError } from "../util/errors.ts";

/** Refuses data whose samples do not fit the network. */
export function requireFit(network: Network, data: Dataset | DataStream): void {
  const { inputWidth, targetWidth } = sampleFormat(data);
  const pairs = [
    ["inputs", inputSize(network), inputWidth],
    ["outputs", outputSize(network), targetWidth],
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
