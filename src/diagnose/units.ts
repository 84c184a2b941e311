import type { ActivationName } from "../nn/activations.ts";
import type { Elements } from "../tensor/hostArray.ts";
import type { DeadUnits, Saturation } from "./diagnosis.ts";
import { columnsWith, countByColumn } from "./statistics.ts";
import { FLAT_SLOPE } from "./thresholds.ts";

/** Activations that flatten on both sides: how steep they are at most, and how far their values reach. */
const BOUNDED: Partial<
  Readonly<Record<ActivationName, { readonly steepest: number; readonly range: number }>>
> = {
  sigmoid: { steepest: 1 / 4, range: 1 },
  tanh: { steepest: 1, range: 2 },
  softmax: { steepest: 1 / 4, range: 1 },
};

/** The numbers of one layer, row after row, a row per sample. */
export interface UnitNumbers {
  /** σ′(z); null where it is 1 everywhere. */
  readonly slope: Elements | null;
  readonly a: Elements;
  readonly z: Elements;
  readonly units: number;
  /** What the activations should be, of the last layer. */
  readonly targets: Elements | null;
}

/** Which activations are flat; null for those that are steep on one side at least. */
export function saturation(
  activation: ActivationName,
  { slope, a, units, targets }: UnitNumbers,
): Saturation | null {
  const bounds = BOUNDED[activation];
  if (bounds === undefined || slope === null) return null;
  const rows = a.length / units;
  const limit = FLAT_SLOPE * bounds.steepest;
  const isFlat = (place: number): boolean => slope[place]! < limit;
  const flat = countByColumn(rows, units, isFlat);
  return {
    share: flat.reduce((sum, count) => sum + count, 0) / a.length,
    units: columnsWith(flat, rows),
    stuck:
      targets && stuckSamples(rows, units, isFlat, (i) => Math.abs(a[i]! - targets[i]!) > bounds.range / 2),
  };
}

/** The share of samples that have wrong outputs, and all of them flat: such a sample teaches nearly nothing. */
function stuckSamples(
  rows: number,
  units: number,
  isFlat: (place: number) => boolean,
  isWrong: (place: number) => boolean,
): number {
  let stuck = 0;
  for (let row = 0; row < rows; row++) {
    const outputs = Array.from({ length: units }, (_, unit) => row * units + unit);
    const wrong = outputs.filter(isWrong);
    if (wrong.length > 0 && wrong.every(isFlat)) stuck++;
  }
  return stuck / rows;
}

/** Which units pass no gradient at any sample; null for activations that flatten on both sides, where that is saturation. */
export function deadUnits(activation: ActivationName, { slope, z, units }: UnitNumbers): DeadUnits | null {
  if (BOUNDED[activation] !== undefined) return null;
  if (slope === null) return { share: 0, units: [], largestZ: null };
  const rows = z.length / units;
  const dead = columnsWith(
    countByColumn(rows, units, (place) => slope[place] === 0),
    rows,
  );
  const isDead = new Set(dead);
  let largestZ = -Infinity;
  for (let i = 0; i < z.length; i++) if (isDead.has(i % units)) largestZ = Math.max(largestZ, z[i]!);
  return { share: dead.length / units, units: dead, largestZ: dead.length === 0 ? null : largestZ };
}
