import type { Derivation, LayerSteps } from "../derivation.ts";
import { layoutColumns, type Place } from "./layout.ts";
import { boxOf, columnsOf, pictureOf, slotsOf, widthOf } from "./networkColumns.ts";
import { bundleInto, bundleToCost, edgesOf } from "./networkEdges.ts";
import { numberText } from "./numbers.ts";
import { FOOTER, HEADER, MARGIN, PADDING, type Highlight, type Scene } from "./scene.ts";
import { textWidth } from "./textWidth.ts";

const HEIGHTS = { neuron: 62, gap: 18, cost: 40 };
/** Room beneath a neuron for its bias, that bias's gradient, and a target. */
const BENEATH = 58;

/** A layered network: weights on the edges, z, a and δ in the neurons, ∂C/∂W on the way back. */
export function networkScene(
  derivation: Derivation,
  layers: readonly LayerSteps[],
  highlight: Highlight,
  sample: number,
): Scene {
  const picture = pictureOf(derivation, highlight, sample);
  const columns = columnsOf(layers, picture);
  const sizes = columns.map((column) => {
    const width = widthOf(column, picture);
    return slotsOf(column).map((unit) => ({ width, height: HEIGHTS[unit === undefined ? "gap" : "neuron"] }));
  });
  const costSize = { width: textWidth(costText(derivation)) + PADDING, height: HEIGHTS.cost };
  const bundles = layers.map((layer, l) => bundleInto(layer, columns[l]!, columns[l + 1]!, picture));
  const toCost = bundleToCost(layers.at(-1)!, columns.at(-1)!, picture);
  const gaps = [...bundles, toCost].map(({ gap }) => gap);
  const layout = layoutColumns([...sizes, [costSize]], gaps, BENEATH, MARGIN);
  const places = layout.columns.map((column) => column.map((place) => ({ ...place, y: place.y + HEADER })));
  const placeIn = columns.map((column, c) => {
    const slots = slotsOf(column);
    return (unit: number): Place => places[c]![slots.indexOf(unit)]!;
  });
  const cost = places.at(-1)![0]!;
  const first = derivation.convention.firstIndex;
  return {
    width: layout.width,
    height: layout.height + HEADER + BENEATH + FOOTER,
    title: `Diagram: ${derivation.title}`,
    description: description(derivation, layers),
    headings: [
      ...columns.map(({ heading }, c) => ({ x: places[c]![0]!.x, text: heading })),
      { x: cost.x, text: "cost" },
    ],
    boxes: [
      ...columns.flatMap((column, c) =>
        slotsOf(column).map((unit, i) => boxOf(unit, places[c]![i]!, column, picture)),
      ),
      {
        place: cost,
        kind: "cost",
        lines: [{ text: costText(derivation) }],
        caption: [],
        isHighlighted: false,
      },
    ],
    edges: [
      ...bundles.flatMap((bundle, l) => edgesOf(bundle, placeIn[l]!, placeIn[l + 1]!)),
      ...edgesOf(toCost, placeIn.at(-1)!, () => cost),
    ],
    legend: [
      ["forward", "forward: the weights"],
      ["backward", `backward: ∂${derivation.cost.name}/∂W`],
      ["negative", "negative"],
    ],
    remark: picture.sample === undefined ? "" : `Neurons show sample ${picture.sample + first}.`,
  };
}

function costText({ cost, convention }: Derivation): string {
  return Number.isNaN(cost.value) ? cost.name : `${cost.name} = ${numberText(cost.value, convention.digits)}`;
}

/** The picture in words: its layers, and where the gradients are how large. */
function description({ cost, convention, steps }: Derivation, layers: readonly LayerSteps[]): string {
  const { digits } = convention;
  const parts = layers.map(({ layer, neurons, activation, dz }) => {
    const step = steps.find(({ id }) => id === dz);
    const largest = step?.value === undefined ? undefined : numberText(largestOf(step.value), digits);
    const gradient = largest === undefined ? "" : `, largest element of ${step!.name} ${largest}`;
    const units = neurons === 1 ? "neuron" : "neurons";
    return `layer ${layer} with ${neurons} ${activation} ${units}${gradient}`;
  });
  const value = Number.isNaN(cost.value) ? "" : `; ${cost.name} is ${numberText(cost.value, digits)}`;
  const inputs = layers[0]!.inputs;
  return `From left to right: ${inputs} ${inputs === 1 ? "input" : "inputs"}; ${parts.join("; ")}${value}.`;
}

/** The number with the largest size. */
function largestOf(value: Derivation["givens"][number]["value"]): number {
  if (value === undefined) return 0;
  if (typeof value === "number") return value;
  return value.map(largestOf).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
}
