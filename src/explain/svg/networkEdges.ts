import type { LayerSteps } from "../derivation.ts";
import { arranged, crowded, withRoom } from "./labels.ts";
import type { Place } from "./layout.ts";
import { indexOf, isLit, type Column, type Picture } from "./networkColumns.ts";
import { signedText } from "./numbers.ts";
import { SMALL, type SceneEdge, type SceneStroke } from "./scene.ts";
import { widest } from "./textWidth.ts";

/** Up to how many edges between two layers all carry their numbers; of more, only the strongest into each neuron. */
const MOST_LABELLED = 12;

/** The edges from a column to the next, before these have a place, and how wide the space between them must be. */
export interface Bundle {
  readonly edges: readonly BundleEdge[];
  readonly gap: number;
}

interface BundleEdge extends Omit<SceneEdge, "from" | "to"> {
  /** The unit to which it goes and the unit from which it comes: the indices of its weight. */
  readonly ends: Ends;
}

type Ends = readonly [to: number, from: number];

/** The weights of a layer, and what comes back along them: from each unit of a column to each of the next. */
export function bundleInto(layer: LayerSteps, before: Column, after: Column, picture: Picture): Bundle {
  const { lookup, highlight } = picture;
  const ends = after.units.flatMap((j) => before.units.map((k): Ends => [j, k]));
  const weights = ends.map((end) => lookup(layer.weights, end));
  const slopes = ends.map((end) => lookup(layer.dW, end));
  const strongest = strongestInto(ends, slopes.some((slope) => slope !== undefined) ? slopes : weights);
  const isNamed = (end: Ends): boolean =>
    highlight.some(({ of, index }) => [layer.weights, layer.dW].includes(of) && index.join() === end.join());
  const isHighlighted = ends.map(
    ([j, k]) => isNamed([j, k]) || (isLit(before, k, picture) && isLit(after, j, picture)),
  );
  const isCrowded = ends.length > MOST_LABELLED;
  const isLabelled = (e: number): boolean => !isCrowded || isHighlighted[e]! || strongest.has(e);
  const [forward, backward] = [strokes(weights, picture), strokes(slopes, picture)];
  const label = widestLabel([...forward, ...backward]);
  const { gap, at } = isCrowded ? crowded(label) : arranged(label, before.units.length, after.units.length);
  const edges = ends.map((end, e): BundleEdge => ({
    ends: end,
    forward: forward[e]!,
    ...(slopes[e] === undefined ? {} : { backward: backward[e]! }),
    labelAt: isLabelled(e) ? at(after.units.indexOf(end[0])) : undefined,
    isHighlighted: isHighlighted[e]!,
  }));
  return { edges, gap };
}

/** From the outputs to the cost, and ∂C/∂a back. */
export function bundleToCost(layer: LayerSteps, outputs: Column, picture: Picture): Bundle {
  const { units } = outputs;
  // Where cost and activation are derived jointly, δ is what comes back.
  const back = layer.da ?? layer.dz;
  const values = units.map((unit) => picture.lookup(back, indexOf({ isShared: false }, unit, picture)));
  const backward = strokes(values, picture);
  const { gap, at } = arranged(widestLabel(backward), units.length, 1);
  const edges = units.map((unit, e): BundleEdge => ({
    ends: [0, unit],
    forward: { isNegative: false, weight: 0 },
    ...(picture.names.has(back) ? { backward: backward[e]! } : {}),
    labelAt: at(0),
    isHighlighted: isLit(outputs, unit, picture),
  }));
  return { edges, gap };
}

/**
 * The edges of a bundle where the boxes are.
 *
 * @param before where the box of each unit is from which edges come
 * @param after where the box of each unit is to which they go
 */
export function edgesOf(
  { edges }: Bundle,
  before: (unit: number) => Place,
  after: (unit: number) => Place,
): SceneEdge[] {
  return withRoom(
    edges.map(({ ends: [j, k], ...edge }) => {
      const [left, right] = [before(k), after(j)];
      return {
        ...edge,
        from: [left.x + left.width / 2, left.y],
        to: [right.x - right.width / 2, right.y],
      };
    }),
  );
}

/** For each neuron the edge with the largest number. */
function strongestInto(ends: readonly Ends[], values: readonly (number | undefined)[]): Set<number> {
  const best = new Map<number, number>();
  ends.forEach(([j], e) => {
    const known = best.get(j);
    if (known === undefined || Math.abs(values[e] ?? 0) > Math.abs(values[known] ?? 0)) best.set(j, e);
  });
  return new Set(best.values());
}

/** How thick each edge of a bundle is, whether it is dashed, and its number. */
function strokes(values: readonly (number | undefined)[], { derivation }: Picture): SceneStroke[] {
  const { digits } = derivation.convention;
  const most = values.reduce<number>((top, value) => Math.max(top, Math.abs(value ?? 0)), 0);
  return values.map((value) => ({
    isNegative: (value ?? 0) < 0,
    weight: most === 0 ? 0 : Math.abs(value ?? 0) / most,
    ...(value === undefined ? {} : { label: signedText(value, digits) }),
  }));
}

function widestLabel(all: readonly SceneStroke[]): number {
  return widest(
    all.flatMap(({ label }) => label ?? []),
    SMALL,
  );
}
