import { compile } from "backproof";
import type { Landscape } from "./landscape.ts";
import type { Window } from "./scale.ts";

/** Numbers at the crossings of evenly spaced lines. */
export interface Grid {
  readonly window: Window;
  /** How many crossings there are across, at least 2. */
  readonly columns: number;
  /** How many there are up, at least 2. */
  readonly rows: number;
  /** Row after row from the bottom of the window, each from left to right. */
  readonly values: Float64Array;
}

/** A cost compiled once, to be asked at many points. */
export interface Surface {
  readonly at: (x: number, y: number) => number;
  readonly dispose: () => void;
}

/** Compiles C(θ) in float64: contours of small costs would show the steps of float32. */
export function surfaceOf({ theta, cost }: Landscape): Surface {
  const program = compile({ outputs: [cost], parameters: [theta], precision: "f64", threads: 1 });
  return {
    at: (x, y) => {
      const numbers = program.buffer(theta);
      numbers[0] = x;
      numbers[1] = y;
      program.run();
      return program.view(cost)[0]!;
    },
    dispose: () => {
      program.dispose();
    },
  };
}

/**
 * A surface at the crossings of a grid.
 *
 * @param size how many crossings there are each way
 */
export function costGrid(surface: Surface, window: Window, size: number): Grid {
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const y = along(window.y, row, size);
    for (let column = 0; column < size; column++) {
      values[row * size + column] = surface.at(along(window.x, column, size), y);
    }
  }
  return { window, columns: size, rows: size, values };
}

/** The number at line i of n, from one end of a range to the other. */
export function along([low, high]: readonly [number, number], i: number, n: number): number {
  // The last line is the end itself, and not what rounding makes of it.
  return i === n - 1 ? high : low + ((high - low) * i) / (n - 1);
}

/** The smallest and the largest finite value of a grid; undefined where there is none. */
export function extremes({ values }: Grid): readonly [number, number] | undefined {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return undefined;
  return finite.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

/** Where a grid is lowest: its cost and the point of the plane. */
export function lowestPoint(grid: Grid): { readonly x: number; readonly y: number; readonly cost: number } {
  const best = grid.values.reduce((at, value, i) => (value < grid.values[at]! ? i : at), 0);
  const [row, column] = [Math.floor(best / grid.columns), best % grid.columns];
  return {
    x: along(grid.window.x, column, grid.columns),
    y: along(grid.window.y, row, grid.rows),
    cost: grid.values[best]!,
  };
}
