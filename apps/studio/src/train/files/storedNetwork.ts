import type { HostArray } from "backproof";
import type { StoredNetwork } from "backproof/format";
import type { KeptNetwork } from "../protocol.ts";

/** A network as a file has it, from its numbers as they travel. */
export function toStored({ activations, cost, reduction, parameters }: KeptNetwork): StoredNetwork {
  const layers = activations.map((activation, l) => ({
    weights: rows(parameters[2 * l]!),
    bias: [...parameters[2 * l + 1]!.data],
    activation,
  }));
  return { layers, cost, reduction };
}

/** The other way round. */
export function fromStored({ layers, cost, reduction }: StoredNetwork): KeptNetwork {
  return {
    activations: layers.map(({ activation }) => activation),
    cost,
    reduction,
    parameters: layers.flatMap(({ weights, bias }) => [
      { shape: [weights.length, weights[0]!.length], data: Float64Array.from(weights.flat()) },
      { shape: [bias.length], data: Float64Array.from(bias) },
    ]),
    epoch: 0,
  };
}

function rows({ shape, data }: HostArray): number[][] {
  const [out = 0, into = 0] = shape;
  return Array.from({ length: out }, (_, i) => [...data.subarray(i * into, (i + 1) * into)]);
}
