import type { Derivation, LayerSteps } from "../derivation.ts";
import { layoutColumns, type Place } from "./layout.ts";
import { boxOf, columnsOf, pictureOf, slotsOf } from "./networkColumns.ts";
import { edgesInto, edgesToCost, gapWidth, type Placed } from "./networkEdges.ts";
import { numberText } from "./numbers.ts";
import { FOOTER, HEADER, MARGIN, type Highlight, type Scene, type SceneBox } from "./scene.ts";

const SIZES = {
  neuron: { width: 150, height: 62 },
  gap: { width: 150, height: 18 },
  cost: { width: 116, height: 40 },
};
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
  const sizes = columns.map((column) =>
    slotsOf(column).map((unit) => (unit === undefined ? SIZES.gap : SIZES.neuron)),
  );
  const gaps = layers.map((_, l) => gapWidth(columns[l]!, columns[l + 1]!));
  const layout = layoutColumns([...sizes, [SIZES.cost]], [...gaps, 130], BENEATH, MARGIN);
  const places = layout.columns.map((column) => column.map((place) => ({ ...place, y: place.y + HEADER })));
  const placed = columns.map((column, c): Placed => ({ column, places: places[c]! }));
  const cost = places.at(-1)![0]!;
  const first = derivation.convention.firstIndex;
  return {
    width: layout.width,
    height: layout.height + HEADER + BENEATH + FOOTER,
    title: `Diagram: ${derivation.title}`,
    description: description(derivation, layers),
    headings: [
      ...placed.map(({ column, places: [top] }) => ({ x: top!.x, text: column.heading })),
      { x: cost.x, text: "cost" },
    ],
    boxes: [
      ...placed.flatMap(({ column, places: own }) =>
        slotsOf(column).map((unit, i) => boxOf(unit, own[i]!, column, picture)),
      ),
      costBox(derivation, cost),
    ],
    edges: [
      ...layers.flatMap((layer, l) => edgesInto(layer, placed[l]!, placed[l + 1]!, picture)),
      ...edgesToCost(layers.at(-1)!, placed.at(-1)!, cost, picture),
    ],
    legend: [
      ["forward", "forward: the weights"],
      ["backward", `backward: ∂${derivation.cost.name}/∂W`],
      ["negative", "negative"],
    ],
    remark: picture.sample === undefined ? "" : `Neurons show sample ${picture.sample + first}.`,
  };
}

function costBox({ cost, convention }: Derivation, place: Place): SceneBox {
  const value = Number.isNaN(cost.value) ? "" : ` = ${numberText(cost.value, convention.digits)}`;
  return {
    place,
    kind: "cost",
    lines: [{ text: `${cost.name}${value}` }],
    caption: [],
    isHighlighted: false,
  };
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
