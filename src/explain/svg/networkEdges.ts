import type { LayerSteps } from "../derivation.ts";
import type { Place } from "./layout.ts";
import { indexOf, isLit, slotsOf, type Column, type Picture } from "./networkColumns.ts";
import { signedText } from "./numbers.ts";
import type { SceneEdge, SceneStroke } from "./scene.ts";

/** Up to how many edges between two layers all carry their numbers; of more, only the strongest into each neuron. */
const MOST_LABELLED = 12;

/** A column and where its boxes are. */
export interface Placed {
  readonly column: Column;
  readonly places: readonly Place[];
}

/** How wide the space between two columns must be for the numbers on its edges. */
export function gapWidth(before: Column, after: Column): number {
  const isCrowded = before.units.length * after.units.length > MOST_LABELLED;
  return 120 + 90 * (isCrowded ? 3 : after.units.length);
}

/** The weights of a layer, and what comes back along them: from each unit of a column to each of the next. */
export function edgesInto(layer: LayerSteps, before: Placed, after: Placed, picture: Picture): SceneEdge[] {
  const { lookup, highlight, derivation } = picture;
  const { digits } = derivation.convention;
  const ends = after.column.units.flatMap((j) => before.column.units.map((k) => [j, k] as const));
  const weights = ends.map((end) => lookup(layer.weights, end));
  const slopes = ends.map((end) => lookup(layer.dW, end));
  const strongest = strongestInto(ends, slopes.some((slope) => slope !== undefined) ? slopes : weights);
  const isCrowded = ends.length > MOST_LABELLED;
  const [thick, thickBack] = [strokes(weights), strokes(slopes)];
  return ends.map(([j, k], e): SceneEdge => {
    const isNamed = highlight.some(
      ({ of, index }) => [layer.weights, layer.dW].includes(of) && index.join() === `${j},${k}`,
    );
    const isHighlighted = isNamed || (isLit(before.column, k, picture) && isLit(after.column, j, picture));
    const isLabelled = !isCrowded || isHighlighted || strongest.has(e);
    const label = (value: number | undefined): Pick<SceneStroke, "label"> =>
      value === undefined || !isLabelled ? {} : { label: signedText(value, digits) };
    return {
      ...between(placeOf(before, k), placeOf(after, j)),
      forward: { ...thick(e), ...label(weights[e]) },
      ...(slopes[e] === undefined ? {} : { backward: { ...thickBack(e), ...label(slopes[e]) } }),
      labelAt: isCrowded ? 0.8 : labelAt(after.column.units.indexOf(j), after.column.units.length),
      isHighlighted,
    };
  });
}

/** From the outputs to the cost, and ∂C/∂a back. */
export function edgesToCost(layer: LayerSteps, outputs: Placed, cost: Place, picture: Picture): SceneEdge[] {
  const { lookup, derivation, names } = picture;
  // Where cost and activation are derived jointly, δ is what comes back.
  const back = layer.da ?? layer.dz;
  const { units } = outputs.column;
  const values = units.map((unit) => lookup(back, indexOf({ isShared: false }, unit, picture)));
  const thick = strokes(values);
  return units.map((unit, i): SceneEdge => {
    const value = values[i];
    const label = value === undefined ? {} : { label: signedText(value, derivation.convention.digits) };
    return {
      ...between(placeOf(outputs, unit), cost),
      forward: { isNegative: false, weight: 0 },
      ...(names.has(back) ? { backward: { ...thick(i), ...label } } : {}),
      labelAt: 0.4,
      isHighlighted: isLit(outputs.column, unit, picture),
    };
  });
}

function placeOf({ column, places }: Placed, unit: number): Place {
  return places[slotsOf(column).indexOf(unit)]!;
}

function between(left: Place, right: Place): Pick<SceneEdge, "from" | "to"> {
  return { from: [left.x + left.width / 2, left.y], to: [right.x - right.width / 2, right.y] };
}

/** For each neuron the edge with the largest number. */
function strongestInto(
  ends: readonly (readonly [number, number])[],
  values: readonly (number | undefined)[],
): Set<number> {
  const best = new Map<number, number>();
  ends.forEach(([j], e) => {
    const known = best.get(j);
    if (known === undefined || Math.abs(values[e] ?? 0) > Math.abs(values[known] ?? 0)) best.set(j, e);
  });
  return new Set(best.values());
}

/** How thick each edge of a bundle is, and whether it is dashed. */
function strokes(values: readonly (number | undefined)[]): (edge: number) => SceneStroke {
  const most = values.reduce<number>((top, value) => Math.max(top, Math.abs(value ?? 0)), 0);
  return (edge) => {
    const value = values[edge] ?? 0;
    return { isNegative: value < 0, weight: most === 0 ? 0 : Math.abs(value) / most };
  };
}

/** Labels of the edges into one neuron stand above each other, and each neuron's in a place of their own: none meet. */
function labelAt(place: number, count: number): number {
  return count === 1 ? 0.45 : 0.2 + (0.48 * place) / (count - 1);
}
