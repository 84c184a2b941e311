import { inputWidth, targetWidth } from "../../data/dataset.ts";
import { toNetwork, type NetworkFile } from "../../format/networkFile.ts";
import type { ActivationName } from "../../nn/activations.ts";
import type { CostName } from "../../nn/costs/costs.ts";
import { createNetwork } from "../../nn/createNetwork.ts";
import { inputSize, parametersOf, type Network } from "../../nn/network.ts";
import { requireFit } from "../../train/checkOptions.ts";
import { ValueError } from "../../util/errors.ts";
import type { Source } from "../dataSource.ts";
import { loadNetworkFile } from "../networkInput.ts";
import type { TrainFlags } from "./trainOptions.ts";

/**
 * The network to start from: the file of `--init`, else the network file that DATA is, else random weights.
 *
 * @throws ValueError where the options contradict the file; ShapeError where the network does not fit the data
 */
export async function startingNetwork(data: string, source: Source, flags: TrainFlags): Promise<Network> {
  const file = flags.init !== undefined ? await loadNetworkFile(flags.init) : undefined;
  const own = flags.layers === undefined ? source.file : undefined;
  const stored = file ?? own;
  const network = stored === undefined ? drawn(source, flags) : adapted(stored, flags.init ?? data, flags);
  requireFit(network, source.train);
  return network;
}

/** 784-30-10. */
export function sizesOf(network: Network): number[] {
  return [inputSize(network), ...network.layers.map(({ weights }) => weights.shape[0]!)];
}

/** The most numbers that a network may have: above, memory or patience would be at an end long before training. */
const MOST_PARAMETERS = 2 ** 28;

function drawn({ train, file }: Source, flags: TrainFlags): Network {
  const targets = targetWidth(train);
  const layers = flags.layers ?? [30, targets];
  if (layers.at(-1) !== targets) {
    const right = [...layers.slice(0, -1), targets].join(",");
    throw new ValueError(
      `--layers must end with ${targets}, the number of targets of "${train.name}", got ${layers.join(",")}; ` +
        `write --layers ${layers.length > 1 ? right : `${layers[0]!},${targets}`}`,
    );
  }
  const sizes = [inputWidth(train), ...layers];
  const parameters = layers.reduce((sum, out, l) => sum + out * (sizes[l]! + 1), 0);
  if (parameters > MOST_PARAMETERS) {
    throw new ValueError(
      `--layers must make at most ${MOST_PARAMETERS} weights and biases, got ${parameters} for ${sizes.join("-")}; use fewer neurons`,
    );
  }
  const { activation = "sigmoid", cost = file?.cost ?? "quadratic", initializer, seed = 0 } = flags;
  const outputActivation = flags.outputActivation ?? suitableOutput(cost, train.kind === "regression");
  const reduction = file?.reduction ?? "mean";
  return createNetwork({
    sizes,
    activation,
    outputActivation,
    cost,
    reduction,
    ...(initializer && { initializer }),
    seed,
  });
}

function suitableOutput(cost: CostName, realTargets: boolean): ActivationName {
  if (cost === "cross-entropy") return "softmax";
  return realTargets && cost !== "binary-cross-entropy" ? "identity" : "sigmoid";
}

function adapted(file: NetworkFile, where: string, flags: TrainFlags): Network {
  const { layers: sizes, activation, outputActivation, cost, initializer } = flags;
  const own = file.layers.map(({ bias }) => bias.length);
  if (sizes !== undefined && String(sizes) !== String(own)) {
    throw new ValueError(
      `--layers must be ${own.join(",")} as in ${where}, got ${sizes.join(",")}; leave it out`,
    );
  }
  if (initializer !== undefined) {
    throw new ValueError(`--initializer is for new weights, but those of ${where} are used; leave it out`);
  }
  const last = file.layers.length - 1;
  const layers = file.layers.map((layer, l) => ({
    ...layer,
    activation: (l === last ? outputActivation : activation) ?? layer.activation,
  }));
  return toNetwork({ layers, cost: cost ?? file.cost, reduction: file.reduction });
}

/** Refuses options that name another network than the one a resumed run goes on with. */
export function refuseOtherNetwork(flags: TrainFlags, network: Network, where: string): void {
  const refuse = (flag: string, given: string | undefined, actual: string): void => {
    if (given === undefined || given === actual) return;
    throw new ValueError(`${flag} must be ${actual} as in ${where}, got ${given}; leave it out to go on`);
  };
  refuse("--layers", flags.layers?.join(","), sizesOf(network).slice(1).join(","));
  const names = network.layers.map(({ activation }) => activation);
  for (const name of names.slice(0, -1)) refuse("--activation", flags.activation, name);
  refuse("--output-activation", flags.outputActivation, names.at(-1)!);
  refuse("--cost", flags.cost, network.cost);
}

/** How many weights and biases a network has. */
export function parameterCount(network: Network): number {
  return parametersOf(network).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}
