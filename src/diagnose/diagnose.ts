import type { Backend } from "../backend/backend.ts";
import { reference } from "../backend/reference/reference.ts";
import type { Dataset } from "../data/dataset.ts";
import { costs } from "../nn/costs/costs.ts";
import type { Cost } from "../nn/costs/cost.ts";
import type { Network } from "../nn/network.ts";
import { ValueError } from "../util/errors.ts";
import { findBirths, type Births } from "./births.ts";
import { largestCurvature, type CurvatureOptions } from "./curvature.ts";
import { finite, type Curvature, type Diagnosis, type Finding, type LayerDiagnosis } from "./diagnosis.ts";
import { birthFindings } from "./findings/births.ts";
import { learningRate as learningRateFindings } from "./findings/curvature.ts";
import { deadLayers } from "./findings/dead.ts";
import { gradientSize } from "./findings/gradientSize.ts";
import { saturatedLayers, stuckOutputs } from "./findings/saturated.ts";
import { updateSizes } from "./findings/updates.ts";
import { measureLayers } from "./measureLayers.ts";
import { networkGraph, type NetworkGraph, type StepRule } from "./networkGraph.ts";
import { drawSamples, type PlainSamples } from "./samples.ts";
import { STABLE_UP_TO } from "./thresholds.ts";

/** How to diagnose; everything may be left open. */
export interface DiagnoseOptions {
  /** How many samples to look at; 200 by default. */
  readonly samples?: number;
  /** Which samples, and from where the search for λ starts; 0 by default. */
  readonly seed?: number;
  /** η. Without it there is no size of a step, and λ is compared with nothing. */
  readonly learningRate?: number;
  /** How a step is taken, where it is not η times the gradient: what `trainingStep` gives. */
  readonly step?: StepRule;
  /** Up to which η λ steps converge: 2 by default, 2 (1 + μ) with momentum; null where η and λ do not say. */
  readonly stableUpTo?: number | null;
  /** The samples of a training step, where the network sums their costs: gradients grow with them. All by default. */
  readonly batch?: number;
  /** How to find λ; false for not at all, which halves the time at least. */
  readonly curvature?: false | Pick<CurvatureOptions, "iterations" | "tolerance">;
  /** By what to compute; the reference by default. */
  readonly backend?: Backend;
}

const SAMPLES = 200;

/**
 * Says how a network's gradients flow, and what is wrong where they do not: norms of ∂C/∂z, ∂C/∂W and ∂C/∂b per layer, flat
 * and dead units, the size of a training step, the largest curvature λ against 2/η, and the first node that is NaN or infinite.
 *
 * @param network the network
 * @param data a dataset, or `{ x, y }` with a row for each sample
 * @returns plain data that survives JSON; `findings` is empty for a healthy network
 * @throws ShapeError where the samples do not fit the network; ValueError for options that make no sense
 *
 * @example
 * ```ts
 * const deep = createNetwork({ sizes: [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1], initializer: "xavier-normal" });
 * const { findings } = diagnose(deep, { x: [[0, 1], [1, 1]], y: [[1], [0]] });
 * findings.map(({ kind, layer }) => `${kind} in layer ${layer}`); // ["vanishing in layer 1"]
 * ```
 */
export function diagnose(
  network: Network,
  data: Dataset | PlainSamples,
  options: DiagnoseOptions = {},
): Diagnosis {
  const { samples: most = SAMPLES, seed = 0, backend = reference, learningRate } = checked(options);
  const samples = drawSamples(network, data, most, seed);
  const step = options.step ?? learningRate ?? null;
  const graph = networkGraph(network, samples, options.batch ?? samples.size, step);
  const { cost, layers } = measureLayers(network, graph, samples, backend);
  const births = birthsOf(graph, cost, layers, backend);
  const curvature = births.notFinite === null ? curvatureOf(graph, options) : null;
  return {
    samples: samples.size,
    cost: finite(cost),
    learningRate: learningRate ?? null,
    layers,
    curvature,
    ...births,
    findings: findingsOf(network, layers, births, curvature, learningRate ?? null),
  };
}

function checked(options: DiagnoseOptions): DiagnoseOptions {
  const { samples, batch, learningRate } = options;
  for (const [name, value] of Object.entries({ samples, batch })) {
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 1)) {
      throw new ValueError(`diagnose(): ${name} must be a whole number from 1 on, got ${value}`);
    }
  }
  if (learningRate !== undefined && !(learningRate > 0 && learningRate < Infinity)) {
    throw new ValueError(
      `diagnose(): the learning rate must be a finite number above 0, got ${learningRate}`,
    );
  }
  return options;
}

/** Every node is watched only where something is wrong, which takes longer. */
function birthsOf(
  { cost, parameters, feeds }: NetworkGraph,
  value: number,
  layers: readonly LayerDiagnosis[],
  backend: Backend,
): Births {
  const norms = layers.flatMap(({ gradients: { z, weights, bias } }) => [z, weights, bias]);
  const isFinite = Number.isFinite(value) && !norms.includes(null);
  // Where the cost is 0 there is nothing left to learn, and no gradient to miss.
  if (isFinite && (value === 0 || !norms.includes(0))) return { notFinite: null, zeroGradient: null };
  return findBirths(cost, parameters, feeds, backend);
}

function curvatureOf({ cost, parameters, feeds }: NetworkGraph, options: DiagnoseOptions): Curvature | null {
  const { curvature = {}, seed = 0, backend = reference, learningRate, stableUpTo = STABLE_UP_TO } = options;
  if (curvature === false) return null;
  const { value, ...found } = largestCurvature(cost, parameters, feeds, { ...curvature, seed, backend });
  if (!Number.isFinite(value)) return null;
  return {
    largest: value,
    ...found,
    stable: learningRate === undefined || stableUpTo === null ? null : stableUpTo / learningRate,
    largestRate: value > 0 ? STABLE_UP_TO / value : null,
  };
}

function findingsOf(
  network: Network,
  layers: readonly LayerDiagnosis[],
  births: Births,
  curvature: Curvature | null,
  rate: number | null,
): Finding[] {
  const { joint }: Cost = costs[network.cost];
  const cancels = joint?.[network.layers.at(-1)!.activation] !== undefined;
  const isQuadratic = network.layers.length === 1 && network.layers[0]!.activation === "identity";
  // A dead layer says the same as the zero behind it, and more.
  const isBlocked = layers.some(({ dead }) => dead?.share === 1);
  const found = [
    ...birthFindings(isBlocked ? { ...births, zeroGradient: null } : births),
    ...gradientSize(layers),
    ...saturatedLayers(layers),
    ...stuckOutputs(layers, cancels),
    ...deadLayers(layers),
    ...learningRateFindings(curvature, rate, isQuadratic),
    ...updateSizes(layers),
  ];
  const isError = ({ severity }: Finding): boolean => severity === "error";
  return [...found.filter(isError), ...found.filter((finding) => !isError(finding))];
}
