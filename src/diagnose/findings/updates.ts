import type { Finding, LayerDiagnosis } from "../diagnosis.ts";
import { LARGEST_UPDATE, SMALLEST_UPDATE } from "../thresholds.ts";
import { shown, symbol } from "../words.ts";

/** Layers whose weights a training step would replace, or would not change at all. */
export function updateSizes(layers: readonly LayerDiagnosis[]): Finding[] {
  return layers.flatMap(({ layer, updateRatio }): Finding[] => {
    if (updateRatio === null) return [];
    const says = `a training step changes ${symbol("W", layer)} by ${shown(updateRatio)} of its norm`;
    if (updateRatio > LARGEST_UPDATE) {
      return [
        {
          kind: "update-too-large",
          severity: "warning",
          layer,
          says: `${says}, so that it replaces what was learnt before`,
          helps: "a smaller learning rate, or gradients clipped to a norm",
        },
      ];
    }
    // An exact zero has a finding of its own.
    if (updateRatio > 0 && updateRatio < SMALLEST_UPDATE) {
      return [
        {
          kind: "update-too-small",
          severity: "warning",
          layer,
          says: `${says}, less than float32 tells apart, so that it is lost in rounding`,
          helps:
            "a larger learning rate, an optimizer with a rate for each weight (adam), or larger gradients",
        },
      ];
    }
    return [];
  });
}
