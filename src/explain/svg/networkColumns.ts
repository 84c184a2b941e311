import type { Derivation, LayerSteps } from "../derivation.ts";
import { unitsShown, type Place } from "./layout.ts";
import { lookupOf, numberText, subscript, type Lookup } from "./numbers.ts";
import { PADDING, SMALL, type Highlight, type Pass, type SceneBox, type SceneLine } from "./scene.ts";
import { widest } from "./textWidth.ts";

const LEAST_WIDTH = 100;

/** What the parts of a network's diagram are drawn from. */
export interface Picture {
  readonly derivation: Derivation;
  readonly lookup: Lookup;
  readonly names: ReadonlyMap<string, string>;
  readonly highlight: Highlight;
  /** The sample whose values the neurons show; undefined where there is no batch. */
  readonly sample: number | undefined;
}

/** A quantity with a number for each unit of a column. */
interface Quantity {
  readonly id: string;
  readonly pass: Pass;
  /** Whether all samples share it, as they do a bias. */
  readonly isShared: boolean;
}

/** The inputs, or a layer's neurons. */
export interface Column {
  readonly kind: "given" | "neuron";
  readonly heading: string;
  readonly inside: readonly Quantity[];
  readonly beneath: readonly Quantity[];
  readonly count: number;
  /** Those of the units that are shown. */
  readonly units: readonly number[];
}

export function pictureOf(derivation: Derivation, highlight: Highlight, sample: number): Picture {
  const all = [...derivation.givens, ...derivation.steps];
  const first = derivation.layers?.[0]?.z;
  const isBatch = all.find(({ id }) => id === first)?.shape.length === 2;
  return {
    derivation,
    lookup: lookupOf(derivation),
    names: new Map(all.map(({ id, name }) => [id, name])),
    highlight,
    sample: isBatch ? sample : undefined,
  };
}

/** The columns of a network, from its inputs to its outputs. */
export function columnsOf(layers: readonly LayerSteps[], picture: Picture): Column[] {
  const { inputs } = layers[0]!;
  const dx = picture.derivation.steps.find(({ of }) => of === "x")?.id;
  const outputs = layers.at(-1)!;
  return [
    columnOf(inputs, { kind: "given", heading: `${inputs} ${inputs === 1 ? "input" : "inputs"}` }, picture, {
      inside: [each("x", "forward"), each(dx, "backward")],
      beneath: [],
      ends: endsOf(undefined, layers[0], picture),
    }),
    ...layers.map((layer, l) => {
      const { z, a, dz, bias, db, neurons } = layer;
      const heading = `layer ${layer.layer}: ${neurons} ${layer.activation}`;
      return columnOf(neurons, { kind: "neuron", heading }, picture, {
        inside: [each(z, "forward"), ...(a === z ? [] : [each(a, "forward")]), each(dz, "backward")],
        beneath: [
          shared(bias, "forward"),
          shared(db, "backward"),
          ...(layer === outputs ? [each("y", "forward")] : []),
        ],
        ends: endsOf(layer, layers[l + 1], picture),
      });
    }),
  ];
}

function each(id: string | undefined, pass: Pass): Quantity {
  return { id: id ?? "", pass, isShared: false };
}

function shared(id: string, pass: Pass): Quantity {
  return { id, pass, isShared: true };
}

function columnOf(
  count: number,
  about: Pick<Column, "kind" | "heading">,
  picture: Picture,
  { inside, beneath, ends }: Pick<Column, "inside" | "beneath"> & { readonly ends: readonly number[] },
): Column {
  const { names, lookup, highlight } = picture;
  const [known, under] = [inside, beneath].map((all) => all.filter(({ id }) => names.has(id)));
  const ids = known!.map(({ id }) => id);
  const main = known!.findLast(({ pass }) => pass === "forward");
  const sizes = Array.from({ length: count }, (_, unit) =>
    main === undefined ? 0 : (lookup(main.id, indexOf(main, unit, picture)) ?? 0),
  );
  const wanted = highlight.filter(({ of }) => ids.includes(of)).map(({ index }) => index.at(-1)!);
  return { ...about, inside: known!, beneath: under!, count, units: unitsShown(sizes, [...wanted, ...ends]) };
}

/** The units of a column at which weights to be pointed out begin or end. */
function endsOf(
  layer: LayerSteps | undefined,
  next: LayerSteps | undefined,
  { highlight }: Picture,
): number[] {
  return highlight.flatMap(({ of, index }) => {
    if (layer !== undefined && [layer.weights, layer.dW].includes(of)) return index.slice(0, 1);
    return next !== undefined && [next.weights, next.dW].includes(of) ? index.slice(1, 2) : [];
  });
}

/** The boxes of a column from the top: units, and undefined where some are left out. */
export function slotsOf({ units }: Column): (number | undefined)[] {
  return units.flatMap((unit, i) => (i > 0 && unit > units[i - 1]! + 1 ? [undefined, unit] : [unit]));
}

/** How wide the boxes of a column are, that the widest text in them and beneath them has room. */
export function widthOf(column: Column, picture: Picture): number {
  const texts = (quantities: readonly Quantity[]): string[] =>
    column.units.flatMap((unit) => quantities.map((quantity) => lineOf(quantity, unit, picture).text));
  const beneath = [...texts(column.beneath), gapText(column)];
  return Math.max(LEAST_WIDTH, widest(texts(column.inside)) + PADDING, widest(beneath, SMALL));
}

export function boxOf(unit: number | undefined, place: Place, column: Column, picture: Picture): SceneBox {
  const { kind, inside, beneath } = column;
  if (unit === undefined) {
    return { place, kind: "gap", lines: [{ text: gapText(column) }], caption: [], isHighlighted: false };
  }
  return {
    place,
    kind,
    lines: inside.map((quantity) => lineOf(quantity, unit, picture)),
    caption: beneath.map((quantity) => lineOf(quantity, unit, picture)),
    isHighlighted: isLit(column, unit, picture),
  };
}

/** What stands in the place of units that are left out; nothing where none are. */
function gapText({ units, count }: Column): string {
  return units.length === count ? "" : `⋮ ${units.length} of ${count} shown`;
}

/** Whether a unit is one of those to be pointed out. */
export function isLit({ inside }: Column, unit: number, { highlight }: Picture): boolean {
  return highlight.some(({ of, index }) => inside.some(({ id }) => id === of) && index.at(-1) === unit);
}

/** The place of a unit in a quantity: behind the sample, where there are several. */
export function indexOf(
  { isShared }: Pick<Quantity, "isShared">,
  unit: number,
  { sample }: Picture,
): number[] {
  return sample === undefined || isShared ? [unit] : [sample, unit];
}

function lineOf(quantity: Quantity, unit: number, picture: Picture): SceneLine {
  const { firstIndex, digits } = picture.derivation.convention;
  const name = `${picture.names.get(quantity.id)!}${subscript([unit], firstIndex)}`;
  const value = picture.lookup(quantity.id, indexOf(quantity, unit, picture));
  return { text: value === undefined ? name : `${name} = ${numberText(value, digits)}`, pass: quantity.pass };
}
