import { computed } from "@preact/signals";
import { problem as derived } from "../derive/state.ts";
import { NOTE_001 } from "../derive/problem/problem.ts";
import { sceneOf, SCENES, type Scene } from "./scenes.ts";

/** With more parameters, a list to choose from has no end, and a surface takes too long to follow a finger. */
const MOST_PARAMETERS = 2000;

/** The scenes to choose from: our own, and the network that is open in Derive, once it is another one. */
export const offered = computed<readonly Scene[]>(() => {
  const { network, input, target, sample, together } = derived.value;
  const size = network.layers.reduce(
    (sum, { weights, bias }) => sum + weights.flat().length + bias.length,
    0,
  );
  if (derived.value === NOTE_001 || size > MOST_PARAMETERS) return SCENES;
  const samples = together ? { input, target } : { input: [input[sample]!], target: [target[sample]!] };
  return [...SCENES, sceneOf("The network in Derive", { ...network, ...samples })];
});
