// Everything that the program writes into docs/how-backpropagation-works.md, a file for each section.
import { anyFunction } from "./anyFunction.ts";
import { batch } from "./batch.ts";
import { deep } from "./deep.ts";
import { evidence } from "./evidence.ts";
import { layer } from "./layer.ts";
import { mistakes } from "./mistakes.ts";
import { downhill, neuron } from "./neuron.ts";
import type { Derived } from "./regenerate.ts";
import { softmaxLayer } from "./softmaxLayer.ts";
import { twoLayers, twoLayersPicture } from "./twoLayers.ts";

const sections = {
  downhill,
  neuron,
  layer,
  twoLayers,
  deep,
  batch,
  softmaxLayer,
  anyFunction,
  evidence,
  mistakes,
};

/** By section and name: `neuron.backward`. */
export const derived: Derived = new Map(
  Object.entries(sections).flatMap(([section, parts]) =>
    Object.entries(parts).map(([name, text]) => [`${section}.${name}`, text] as const),
  ),
);

/** The pictures of the page, by file. */
export const pictures: ReadonlyMap<string, string> = new Map([
  ["docs/images/two-layers.svg", `${twoLayersPicture}\n`],
]);
