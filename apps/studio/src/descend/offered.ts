import { computed } from "@preact/signals";
import { explainRequest, type ExplainRequest } from "../state/explainRequest.ts";
import { sceneOf, SCENES, type Scene } from "./scenes.ts";

/** With more parameters, a list to choose from has no end, and a surface takes too long to follow a finger. */
const MOST_PARAMETERS = 2000;

/** The scenes to choose from: our own, and the network that was last sent to Derive. */
export const offered = computed<readonly Scene[]>(() => {
  const sent = sceneFrom(explainRequest.value);
  return sent === undefined ? SCENES : [...SCENES, sent];
});

function sceneFrom(request: ExplainRequest | null): Scene | undefined {
  if (request?.target === undefined) return undefined;
  const { network, input, target, sample } = request;
  const size = network.layers.reduce(
    (sum, { weights, bias }) => sum + weights.flat().length + bias.length,
    0,
  );
  if (size > MOST_PARAMETERS) return undefined;
  return sceneOf(`The network in Derive, on ${sample}`, { ...network, input: [input], target: [target] });
}
