import type { Curvature, Finding } from "../diagnosis.ts";
import { UNSTABLE_CURVATURE } from "../thresholds.ts";
import { shown } from "../words.ts";

/**
 * A learning rate that is too large for the curvature.
 *
 * @param isQuadratic whether the curvature is the same everywhere: then there is no settling down, and no tolerance
 */
export function learningRate(
  curvature: Curvature | null,
  rate: number | null,
  isQuadratic: boolean,
): Finding[] {
  if (curvature === null || rate === null) return [];
  const { largest, stable, error, largestRate } = curvature;
  if (stable === null || largestRate === null) return [];
  if (largest - error <= (isQuadratic ? 1 : UNSTABLE_CURVATURE) * stable) return [];
  return [
    {
      kind: "learning-rate-too-large",
      severity: "warning",
      layer: null,
      says:
        `the cost curves by λ = ${shown(largest)}, and with a learning rate of ${shown(rate)} steps converge only up to ` +
        `${shown(stable)}: along the steepest direction each step overshoots and lands higher than it began`,
      helps: `a learning rate below ${shown((rate * stable) / largest)}, or one that rises from 0 in the first steps`,
    },
  ];
}
