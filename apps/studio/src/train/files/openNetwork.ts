import { notify } from "../../state/notices.ts";
import { adopt } from "../actions.ts";
import { data } from "../state/session.ts";
import { recipe } from "../state/settings.ts";
import { fromStored } from "./storedNetwork.ts";

const MOST_MEGABYTES = 200;

/**
 * Opens a network file for the samples that are there.
 *
 * @throws FormatError where the file is damaged, and Error where its sizes are not those of the samples; nothing changes then
 */
export async function openNetwork(file: File): Promise<void> {
  if (file.size > MOST_MEGABYTES * 1e6) {
    throw new Error(
      `${file.name}: must have at most ${MOST_MEGABYTES} MB here, got ${(file.size / 1e6).toFixed(1)} MB`,
    );
  }
  const { parseNetworkFile } = await import("backproof/format");
  const stored = parseNetworkFile(await file.text(), file.name);
  requireFit(file.name, stored.layers[0]!.weights[0]!.length, stored.layers.at(-1)!.bias.length);
  recipe.value = {
    ...recipe.value,
    hidden: stored.layers.slice(0, -1).map(({ bias }) => bias.length),
    activation: stored.layers[0]!.activation,
    outputActivation: stored.layers.at(-1)!.activation,
    cost: stored.cost,
  };
  adopt(fromStored(stored));
  notify({ kind: "note", text: `Opened ${file.name}. It goes on training from these weights.` });
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
