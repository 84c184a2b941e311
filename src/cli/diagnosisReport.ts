import type { Diagnosis, Finding, Finite, LayerDiagnosis } from "../diagnose/diagnosis.ts";
import { counted, measure, table } from "./format.ts";

/** A diagnosis as lines of text: what goes forward, what comes back, and what is wrong. */
export function diagnosisLines(diagnosis: Diagnosis, name: string): string[] {
  const { samples, cost, layers, findings } = diagnosis;
  return [
    `data     ${name}, ${counted(samples, "sample")}`,
    `cost     ${shown(cost)}`,
    "",
    ...table([FORWARD, ...layers.map(forwardRow)], [0, 2]),
    "",
    ...table([BACKWARD, ...layers.map(backwardRow)]),
    "",
    curvatureLine(diagnosis),
    "",
    ...(findings.length === 0 ? ["nothing found: gradients flow"] : findings.flatMap(findingLines)),
  ];
}

/** An epoch in one line, with what was found below it. */
export function diagnosisSummary({ layers, curvature, findings }: Diagnosis, when: string): string[] {
  const [first, last] = [layers[0]!, layers.at(-1)!];
  const ratios = layers.map(({ updateRatio }) => updateRatio ?? 0);
  const stable = curvature?.stable == null ? "" : ` of ${shown(curvature.stable)}`;
  const parts = [
    `∂C/∂z ${shown(last.gradients.z)} back to ${shown(first.gradients.z)}`,
    `steps ${shown(Math.min(...ratios))} to ${shown(Math.max(...ratios))} of W`,
    curvature === null ? "" : `λ ${shown(curvature.largest)}${stable}`,
    findings.length === 0 ? "nothing found" : counted(findings.length, "finding"),
  ];
  const line = parts.filter((part) => part !== "").join(", ");
  return [`${when}: ${line}`, ...findings.flatMap(findingLines).map((text) => `  ${text}`)];
}

/** `warning  vanishing, layer 1: …`, and below it what helps. */
function findingLines({ kind, severity, layer, says, helps }: Finding): string[] {
  const where = layer === null ? "" : `, layer ${layer}`;
  return [`${severity.padEnd(7)}  ${kind}${where}: ${says}`, `         what helps: ${helps}`];
}

const FORWARD = ["layer", "size", "activation", "z", "a", "mean σ′", "flat", "dead"];

function forwardRow(layer: LayerDiagnosis): string[] {
  const { inputs, units, activation, z, a, meanSlope, saturated, dead } = layer;
  return [
    String(layer.layer),
    `${inputs}→${units}`,
    activation,
    `${shown(z.mean)} ± ${shown(z.std)}`,
    `${shown(a.mean)} ± ${shown(a.std)}`,
    shown(meanSlope),
    saturated === null ? "–" : share(saturated.share),
    dead === null ? "–" : share(dead.share),
  ];
}

const BACKWARD = [
  ...["layer", "‖∂C/∂z‖", "to layer above", "to last layer"],
  ...["‖∂C/∂W‖", "‖∂C/∂b‖", "‖step‖/‖W‖"],
];

function backwardRow({ layer, gradients, updateRatio }: LayerDiagnosis): string[] {
  const { z, toLayerAbove, toLastLayer, weights, bias } = gradients;
  return [String(layer), ...[z, toLayerAbove, toLastLayer, weights, bias, updateRatio].map(shown)];
}

function curvatureLine({ curvature, learningRate }: Diagnosis): string {
  if (curvature === null) return "curvature not found, as something is not finite";
  const { largest, error, iterations, stable, largestRate } = curvature;
  const found = `largest curvature λ = ${shown(largest)} ± ${shown(error)} after ${counted(iterations, "product")}`;
  if (learningRate !== null && stable !== null) {
    return `${found}; with a learning rate of ${learningRate} up to ${shown(stable)} is stable`;
  }
  return largestRate === null
    ? found
    : `${found}; gradient descent is stable up to a learning rate of ${shown(largestRate)}`;
}

function shown(value: Finite): string {
  return value === null ? "–" : measure(value);
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
