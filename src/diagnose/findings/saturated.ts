import { symbol, percent, shown } from "../words.ts";
import type { Finding, LayerDiagnosis } from "../diagnosis.ts";
import { SATURATED_HALF, SATURATED_PATHS, SATURATED_SHARE, STUCK_SHARE } from "../thresholds.ts";

/** Hidden layers most of whose activations are flat. */
export function saturatedLayers(layers: readonly LayerDiagnosis[]): Finding[] {
  const hidden = layers.slice(0, -1);
  const open = hidden.reduce((paths, { saturated }) => paths * (1 - (saturated?.share ?? 0)), 1);
  const limit = open < SATURATED_PATHS ? SATURATED_HALF : SATURATED_SHARE;
  return hidden.flatMap(({ layer, activation, z, saturated, meanSlope }): Finding[] => {
    if (saturated === null || saturated.share <= limit) return [];
    const steep = shown(meanSlope ?? 0);
    const always =
      saturated.units.length === 0 ? "" : `, and ${saturated.units.length} units are flat at every sample`;
    return [
      {
        kind: "saturated",
        severity: "warning",
        layer,
        ...(saturated.units.length > 0 && { units: saturated.units }),
        says:
          `${percent(saturated.share)} of ${symbol("a", layer)} lies where ${activation} is flat${always}: ` +
          `${symbol("z", layer)} spreads over ±${shown(z.std ?? 0)}, and the mean slope is ${steep}`,
        helps: "smaller first weights (xavier-normal), inputs scaled to about ±1, or another activation",
      },
    ];
  });
}

/**
 * Outputs that are flat and wrong: the worse the answer, the smaller the gradient.
 *
 * @param cancels whether the cost is such that σ′ cancels, so that flat outputs still learn
 */
export function stuckOutputs(layers: readonly LayerDiagnosis[], cancels: boolean): Finding[] {
  const { layer, activation, saturated } = layers.at(-1)!;
  const stuck = saturated?.stuck ?? 0;
  if (cancels || stuck <= STUCK_SHARE) return [];
  const better = activation === "softmax" ? "cross-entropy" : "binary-cross-entropy";
  return [
    {
      kind: "saturated",
      severity: "warning",
      layer,
      says:
        `at ${percent(stuck)} of the samples all outputs that are wrong by more than half of their range lie where ${activation} ` +
        "is flat, so that the worst answers have the smallest gradients",
      helps: `the cost ${better}, whose slope cancels that of ${activation}, or smaller first weights`,
    },
  ];
}
