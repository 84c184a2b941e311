import {
  createNetwork,
  inputSize,
  network,
  outputSize,
  ShapeError,
  withParameters,
  type HostArray,
  type Network,
} from "backproof";
import type { DataSummary, KeptNetwork, Recipe } from "../protocol.ts";

/** A network's numbers, to travel. */
export function keep(net: Network, parameters: readonly HostArray[], epoch: number): KeptNetwork {
  const { layers, cost, reduction } = net;
  return { activations: layers.map(({ activation }) => activation), cost, reduction, parameters, epoch };
}

/** The network of numbers that travelled. */
export function unkeep({ activations, cost, reduction, parameters }: KeptNetwork): Network {
  const layers = activations.map((activation, l) => {
    // The shapes are what counts: the numbers follow.
    const [out = 0, into = 0] = parameters[2 * l]!.shape;
    const weights = Array.from({ length: out }, () => Array.from({ length: into }, () => 0));
    return { weights, bias: weights.map(() => 0), activation };
  });
  return withParameters(network({ layers, cost, reduction }), parameters);
}

/** A network with fresh weights for these samples. */
export function freshNetwork({ hidden, ...recipe }: Recipe, data: DataSummary): Network {
  return createNetwork({ ...recipe, sizes: [data.inputs, ...hidden, data.outputs] });
}

/** Refuses a network that these samples do not fit. */
export function requireSameSizes(net: Network, { name, inputs, outputs }: DataSummary): void {
  if (inputSize(net) === inputs && outputSize(net) === outputs) return;
  throw new ShapeError(
    `the network has ${inputSize(net)} inputs and ${outputSize(net)} outputs, but the samples of "${name}" have ` +
      `${inputs} and ${outputs}; choose data that fits first`,
  );
}
