import type { Elements } from "../tensor/hostArray.ts";
import { finite, type Spread } from "./diagnosis.ts";

/** ‖x‖, the root of the sum of squares; scaled by the largest element, so that no square overflows or vanishes. */
export function norm(x: Elements): number {
  let largest = 0;
  for (const value of x) {
    if (Number.isNaN(value)) return Number.NaN;
    largest = Math.max(largest, Math.abs(value));
  }
  if (largest === 0 || largest === Infinity) return largest;
  let sum = 0;
  for (const value of x) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Mean and standard deviation of all elements. */
export function spread(x: Elements): Spread {
  let sum = 0;
  for (const value of x) sum += value;
  const mean = sum / x.length;
  let squares = 0;
  for (const value of x) squares += (value - mean) ** 2;
  return { mean: finite(mean), std: finite(Math.sqrt(squares / x.length)) };
}

/** How often a condition holds in each column of a table. */
export function countByColumn(rows: number, columns: number, holds: (place: number) => boolean): Int32Array {
  const counts = new Int32Array(columns);
  for (let place = 0; place < rows * columns; place++) {
    if (holds(place)) counts[place % columns]!++;
  }
  return counts;
}

/** The columns with a given count. */
export function columnsWith(counts: Int32Array, count: number): number[] {
  return [...counts.keys()].filter((column) => counts[column] === count);
}
