import type { Finding, LayerDiagnosis } from "../diagnosis.ts";
import { DEAD_DEVIATIONS } from "../thresholds.ts";
import { percent, shown, symbol, unitList } from "../words.ts";

/** Layers with more dead units than chance explains. */
export function deadLayers(layers: readonly LayerDiagnosis[]): Finding[] {
  return layers.flatMap(({ layer, activation, units: all, dead }): Finding[] => {
    if (dead === null || dead.units.length === 0) return [];
    const { units, share, largestZ } = dead;
    const isWhole = units.length === all;
    // A fair coin thrown n times shows heads n/2 ± √n/2 times.
    if (!isWhole && units.length <= all / 2 + (DEAD_DEVIATIONS * Math.sqrt(all)) / 2) return [];
    const every = `every ${symbol("z", layer)} of theirs is at most ${shown(largestZ ?? 0)}`;
    return [
      {
        kind: "dead",
        severity: isWhole ? "error" : "warning",
        layer,
        units,
        says: isWhole
          ? `all ${all} units of layer ${layer} are dead: ${activation} has slope 0 at every sample, as ` +
            `every ${symbol("z", layer)} is at most ${shown(largestZ ?? 0)}; no gradient passes through it`
          : `${percent(share)} of layer ${layer}, ${unitList(units)}, are dead: ${activation} has slope 0 at every sample, as ${every}`,
        helps: "biases that begin at 0, a smaller learning rate, or leaky-relu, whose slope is never 0",
      },
    ];
  });
}
