import type { StoredNetwork } from "backproof/format";

/** One number among a network's parameters, counted from 0. */
export type Coordinate =
  | { readonly kind: "weight"; readonly layer: number; readonly row: number; readonly column: number }
  | { readonly kind: "bias"; readonly layer: number; readonly row: number };

/** The two parameters that are the axes: across, then up. */
export type Pair = readonly [Coordinate, Coordinate];

/** A coordinate in the notes' way, counted from 1: `w²₁₃`, `b¹₂`. */
export function labelOf(coordinate: Coordinate): string {
  const { kind, layer, row } = coordinate;
  const above = digits(layer + 1, SUPERSCRIPTS);
  if (kind === "bias") return `b${above}${digits(row + 1, SUBSCRIPTS)}`;
  // Two indices of two digits would run together.
  const between = row >= 9 || coordinate.column >= 9 ? "," : "";
  return `w${above}${digits(row + 1, SUBSCRIPTS)}${between}${digits(coordinate.column + 1, SUBSCRIPTS)}`;
}

/** What a coordinate is in words, for those who hear the label read out. */
export function wordsFor({ kind, layer, row, ...rest }: Coordinate): string {
  const into = `neuron ${row + 1} of layer ${layer + 1}`;
  return kind === "bias" ? `bias of ${into}` : `weight to ${into} from ${sourceOf(layer, rest)}`;
}

/** Every coordinate of a network, in the order W¹, b¹, W², … */
export function coordinatesOf({ layers }: StoredNetwork): Coordinate[] {
  return layers.flatMap(({ weights, bias }, layer) => [
    ...weights.flatMap((entries, row) =>
      entries.map((_, column): Coordinate => ({ kind: "weight", layer, row, column })),
    ),
    ...bias.map((_, row): Coordinate => ({ kind: "bias", layer, row })),
  ]);
}

export function valueOf({ layers }: StoredNetwork, coordinate: Coordinate): number | undefined {
  const { kind, layer, row } = coordinate;
  return kind === "bias" ? layers[layer]?.bias[row] : layers[layer]?.weights[row]?.[coordinate.column];
}

/** The same network with other numbers in the two places. */
export function withNumbers<Stored extends StoredNetwork>(
  stored: Stored,
  pair: Pair,
  { x, y }: { readonly x: number; readonly y: number },
): Stored {
  const layers = structuredClone(stored.layers);
  [x, y].forEach((value, i) => {
    const { layer, row, ...rest } = pair[i]!;
    const { weights, bias } = layers[layer]!;
    if (rest.kind === "bias") bias[row] = value;
    else weights[row]![rest.column] = value;
  });
  return { ...stored, layers };
}

export function isSame(a: Coordinate, b: Coordinate): boolean {
  return labelOf(a) === labelOf(b);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

function digits(value: number, alphabet: string): string {
  return Array.from(String(value), (digit) => alphabet[Number(digit)]).join("");
}

function sourceOf(layer: number, rest: { readonly column?: number }): string {
  const source = (rest.column ?? 0) + 1;
  return layer === 0 ? `input ${source}` : `neuron ${source} of layer ${layer}`;
}
