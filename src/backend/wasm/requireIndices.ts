import type { Tensor } from "../../graph/tensor.ts";
import { requireRows } from "../../tensor/rows.ts";
import type { Elements } from "../../tensor/hostArray.ts";
import { ValueError } from "../../util/errors.ts";

/** Numbers of rows in memory, and how many rows there are. */
export interface IndexRange {
  readonly indices: Elements;
  readonly places: Int32Array;
  readonly rows: number;
}

/**
 * Refuses numbers that name no row.
 *
 * @throws ValueError with the number and its place
 */
export function requireIndices({ indices, places, rows }: IndexRange): void {
  for (const place of places) {
    const index = indices[place]!;
    if (!(index >= 0 && index < rows)) {
      requireRows("take", { shape: [indices.length], data: Float64Array.from(indices) }, rows);
    }
  }
}

/**
 * Refuses numbers that integers or bytes cannot hold: they would be stored as others.
 *
 * @throws ValueError with the number and its place
 */
export function requireStorable(leaf: Tensor, elements: Elements, data: Float64Array): void {
  const range =
    elements instanceof Uint8Array
      ? [0, 255]
      : elements instanceof Int32Array
        ? [-(2 ** 31), 2 ** 31 - 1]
        : undefined;
  if (range === undefined) return;
  const [low, high] = range as [number, number];
  const place = data.findIndex((x) => !(Number.isInteger(x) && x >= low && x <= high));
  if (place < 0) return;
  throw new ValueError(
    `write(): ${String(leaf)} must be given whole numbers from ${low} to ${high}, got ${data[place] ?? ""} at place ${place}; ` +
      "keep it as real numbers, or scale them",
  );
}
