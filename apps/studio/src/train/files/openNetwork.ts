import type { NetworkFile } from "backproof/format";
import { adopt } from "../actions.ts";
import { data } from "../state/session.ts";
import { recipe } from "../state/settings.ts";
import { fromStored } from "./storedNetwork.ts";

/**
 * Goes on from the network of a file, with the samples that are there.
 *
 * @throws Error where its sizes are not those of the samples; nothing changes then
 */
export function adoptNetwork(stored: NetworkFile, name: string): void {
  requireFit(name, stored.layers[0]!.weights[0]!.length, stored.layers.at(-1)!.bias.length);
  recipe.value = {
    ...recipe.value,
    hidden: stored.layers.slice(0, -1).map(({ bias }) => bias.length),
    activation: stored.layers[0]!.activation,
    outputActivation: stored.layers.at(-1)!.activation,
    cost: stored.cost,
  };
  adopt(fromStored(stored));
}

function requireFit(name: string, inputs: number, outputs: number): void {
  const { value } = data;
  if (value === null) throw new Error(`${name}: choose samples first, then open the network`);
  if (value.inputs === inputs && value.outputs === outputs) return;
  throw new Error(
    `${name}: must be a network of ${value.inputs} inputs and ${value.outputs} outputs for "${value.name}", ` +
      `got ${inputs} and ${outputs}; choose samples that fit first`,
  );
}
