import { heldValue } from "../../src/graph/leaves.ts";
import type { ActivationName } from "../../src/nn/activations.ts";
import { createNetwork, type NetworkOptions } from "../../src/nn/createNetwork.ts";
import { network, parametersOf, withParameters, type Network } from "../../src/nn/network.ts";
import type { Diagnosis } from "../../src/diagnose/diagnosis.ts";
import { Random } from "../../src/util/random.ts";

/** Random rows of inputs from N(0, 1), and targets between 0 and 1. */
export function samples(inputs: number, targets: number, size = 20, seed = 1) {
  const random = new Random(seed);
  return {
    x: Array.from({ length: size }, () => Array.from({ length: inputs }, () => random.normal())),
    y: Array.from({ length: size }, () => Array.from({ length: targets }, () => random.uniform())),
  };
}

/** A network whose weights and biases are changed by a function of their symbol (`W¹`) and value. */
export function changed(net: Network, change: (symbol: string, value: number) => number): Network {
  const values = parametersOf(net).map((tensor) => {
    const { shape, data } = heldValue(tensor)!;
    return { shape, data: data.map((value) => change(tensor.label!, value)) };
  });
  return withParameters(net, values);
}

export function timesWeights(net: Network, factor: number): Network {
  return changed(net, (symbol, value) => (symbol.startsWith("W") ? factor * value : value));
}

/** Ten layers of sigmoids. */
export function chain(options: Partial<NetworkOptions> = {}): Network {
  return createNetwork({
    sizes: [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 1],
    initializer: "xavier-normal",
    ...options,
  });
}

/** Layers of one unit each with the same weight and no bias, so that every number can be followed by hand. */
export function line(weights: readonly number[], activation: ActivationName, bias = 0): Network {
  return network({
    layers: weights.map((weight) => ({ weights: [[weight]], bias: [bias], activation })),
    cost: "quadratic",
  });
}

export function kinds({ findings }: Pick<Diagnosis, "findings">): string[] {
  return findings.map(({ kind }) => kind);
}
