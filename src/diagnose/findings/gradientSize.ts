import type { Finding, LayerDiagnosis } from "../diagnosis.ts";
import { EXPLODING_RATIO, VANISHING_RATIO } from "../thresholds.ts";
import { gradientNorm, shown } from "../words.ts";

/** Gradients that shrink or grow too much on their way back: at most one finding of each kind, for the layer it hits worst. */
export function gradientSize(layers: readonly LayerDiagnosis[]): Finding[] {
  // An exact zero has a finding of its own.
  const sized = layers.filter(({ gradients: { toLastLayer } }) => toLastLayer !== null && toLastLayer > 0);
  const bySize = sized.sort((a, b) => ratioOf(a) - ratioOf(b));
  const [least, most] = [bySize[0], bySize.at(-1)];
  const found: Finding[] = [];
  if (least !== undefined && ratioOf(least) < VANISHING_RATIO) found.push(vanishing(layers, least));
  if (most !== undefined && ratioOf(most) > EXPLODING_RATIO) found.push(exploding(layers, most));
  return found;
}

function ratioOf({ gradients: { toLastLayer } }: LayerDiagnosis): number {
  return toLastLayer ?? 0;
}

function vanishing(layers: readonly LayerDiagnosis[], worst: LayerDiagnosis): Finding {
  const slopes = layers.slice(worst.layer - 1, -1);
  const passed = slopes.some(({ activation }) => activation === "sigmoid")
    ? ", and that of sigmoid is never above 0.25"
    : "";
  return {
    kind: "vanishing",
    severity: "warning",
    layer: worst.layer,
    says:
      `${comparison(layers, worst)}: on the way back each layer multiplies by its weights and by the slope of its activation; ` +
      `${product(slopes)}${passed}`,
    helps:
      "an activation whose slope is 1 where it is active (relu with he-normal), tanh with xavier-normal, or fewer layers",
  };
}

function exploding(layers: readonly LayerDiagnosis[], worst: LayerDiagnosis): Finding {
  const slopes = layers.slice(worst.layer - 1, -1);
  return {
    kind: "exploding",
    severity: "warning",
    layer: worst.layer,
    says:
      `${comparison(layers, worst)}: on the way back each layer multiplies by its weights and by the slope of its activation; ` +
      `${product(slopes)}, so the weights are too large`,
    helps:
      "smaller first weights (he-normal for relu, xavier-normal for the rest), or gradients clipped to a norm",
  };
}

function comparison(layers: readonly LayerDiagnosis[], { layer, gradients }: LayerDiagnosis): string {
  const last = layers.at(-1)!;
  return (
    `${gradientNorm("z", layer)} is ${shown(gradients.z ?? 0)}, ${shown(gradients.toLastLayer ?? 0)} times ` +
    `${gradientNorm("z", last.layer)} = ${shown(last.gradients.z ?? 0)}`
  );
}

const MOST_FACTORS = 12;

/** `the mean slopes are 0.21 · 0.19 · 0.24 = 0.0096`, the last layers first, as the gradient meets them. */
function product(layers: readonly LayerDiagnosis[]): string {
  const slopes = layers.map(({ meanSlope }) => meanSlope ?? 0).reverse();
  const factors = slopes.slice(0, MOST_FACTORS).map((slope) => String(Number(slope.toPrecision(2))));
  if (factors.length === 1) return `the mean slope is ${factors[0]!}`;
  const rest = slopes.length > MOST_FACTORS ? " · …" : "";
  return `the mean slopes are ${factors.join(" · ")}${rest} = ${shown(slopes.reduce((a, b) => a * b, 1))}`;
}
