import type { StoredNetwork } from "backproof/format";
import { MOST_NUMBERS } from "../codec/networkWord.ts";

/** How many weights and biases a network has. */
export function sizeOf({ layers }: StoredNetwork): number {
  return layers.reduce(
    (sum, { weights, bias }) => sum + weights.length * (weights[0]?.length ?? 0) + bias.length,
    0,
  );
}

/** Whether a link can hold a network exactly: few numbers, and none that went astray. */
export function fitsLink(network: StoredNetwork): boolean {
  return (
    sizeOf(network) <= MOST_NUMBERS &&
    network.layers.every(
      ({ weights, bias }) => weights.flat().every(Number.isFinite) && bias.every(Number.isFinite),
    )
  );
}
