import type { Grid } from "../protocol.ts";

/** The class of a row of outputs, and by how much it leads: with one output, the second class from ½ on. */
export function winner(
  values: ArrayLike<number>,
  start: number,
  outputs: number,
): { readonly best: number; readonly margin: number } {
  if (outputs === 1) {
    const over = values[start]! - 0.5;
    return { best: Number(over > 0), margin: 2 * Math.abs(over) };
  }
  let [best, second] = [0, -Infinity];
  for (let k = 1; k < outputs; k++) {
    const value = values[start + k]!;
    if (value > values[start + best]!) {
      second = values[start + best]!;
      best = k;
    } else second = Math.max(second, value);
  }
  return { best, margin: values[start + best]! - second };
}

/** The class at a place, both coordinates as shares of the range. */
export function classAt({ side, outputs, data }: Grid, x: number, y: number): number {
  const column = Math.min(side - 1, Math.floor(((x + 1) / 2) * side));
  const row = Math.min(side - 1, Math.floor(((1 - y) / 2) * side));
  return winner(data, (row * side + column) * outputs, outputs).best;
}

type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * Where the class changes, as short lines in units of the grid's cells: for each class the places where its lead is 0.
 *
 * Source: Lorensen and Cline, "Marching cubes", 1987, in two dimensions.
 */
export function contourOf(grid: Grid): Segment[] {
  const { outputs } = grid;
  const segments: Segment[] = [];
  // With two classes the lead of one is the other's lag.
  const last = outputs <= 2 ? 1 : outputs;
  for (let k = 0; k < last; k++) addContour(leadOf(grid, k), grid.side, segments);
  return segments;
}

/** By how much a class leads, at each point; negative where it lags behind. */
function leadOf({ side, outputs, data }: Grid, k: number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, i) => {
    const { best, margin } = winner(data, i * outputs, outputs);
    if (best === k) return margin;
    return outputs === 1 ? -margin : data[i * outputs + k]! - data[i * outputs + best]!;
  });
}

function addContour(lead: Float32Array, side: number, segments: Segment[]): void {
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      // The corners of a cell, around it; the points of the grid lie in the middle of their squares.
      const corners = CORNERS.map(([dx, dy]) => lead[(row + dy) * side + column + dx]!);
      const crossings = CORNERS.flatMap(([x1, y1], i) => {
        const [from, to] = [corners[i]!, corners[(i + 1) % 4]!];
        if (from > 0 === to > 0) return [];
        const [x2, y2] = CORNERS[(i + 1) % 4]!;
        const share = from / (from - to);
        return [[column + 0.5 + x1 + share * (x2 - x1), row + 0.5 + y1 + share * (y2 - y1)] as const];
      });
      for (let i = 0; i + 1 < crossings.length; i += 2)
        segments.push([...crossings[i]!, ...crossings[i + 1]!]);
    }
  }
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;
