import type { BadNode } from "../check/badNode.ts";
import type { ActivationName } from "../nn/activations.ts";

/** A number, or null where it is NaN or infinite: everything in a diagnosis survives JSON. */
export type Finite = number | null;

/** What was found about a network on some samples, as plain data. */
export interface Diagnosis {
  /** How many samples were looked at. */
  readonly samples: number;
  readonly cost: Finite;
  /** η, where it was given. */
  readonly learningRate: number | null;
  /** In the order of the network. */
  readonly layers: readonly LayerDiagnosis[];
  /** How steep the cost curves; null where it was not asked for, or is not finite. */
  readonly curvature: Curvature | null;
  /** The first node that is NaN or infinite; null where all is finite. */
  readonly notFinite: BadNode | null;
  /** The first node, from the cost backward, whose gradient is exactly zero; null where there is none. */
  readonly zeroGradient: ZeroGradient | null;
  /** What is wrong, the worst first; empty for a healthy network. */
  readonly findings: readonly Finding[];
}

/** One layer, from the activations that it gives to the step that its weights would take. */
export interface LayerDiagnosis {
  /** From 1, as in zˡ. */
  readonly layer: number;
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationName;
  /** Over all units and samples. */
  readonly z: Spread;
  readonly a: Spread;
  /** σ′(z), the mean over all units and samples; for softmax ∂aᵢ/∂zᵢ. */
  readonly meanSlope: Finite;
  /** For activations that flatten on both sides (sigmoid, tanh, softmax); null for others. */
  readonly saturated: Saturation | null;
  /** For activations that can stop all gradients (relu and its like); null for sigmoid, tanh, softmax. */
  readonly dead: DeadUnits | null;
  readonly gradients: LayerGradients;
  /** ‖step‖ / ‖W‖ of one training step; null without a learning rate, and where W is 0. */
  readonly updateRatio: Finite;
}

export interface Spread {
  readonly mean: Finite;
  readonly std: Finite;
}

export interface Saturation {
  /** The share of activations whose slope is below a twentieth of the steepest. */
  readonly share: number;
  /** The units, from 0, for which that is so at every sample. */
  readonly units: readonly number[];
  /** Of the last layer: the share of samples with outputs wrong by more than half of their range, all of them flat; else null. */
  readonly stuck: number | null;
}

export interface DeadUnits {
  readonly share: number;
  /** The units, from 0, whose slope is 0 at every sample. */
  readonly units: readonly number[];
  /** The largest pre-activation of all dead units; null where none is dead. */
  readonly largestZ: number | null;
}

/** Norms of gradients of the cost, all samples together. */
export interface LayerGradients {
  /** ‖∂C/∂z‖. */
  readonly z: Finite;
  /** ‖∂C/∂W‖. */
  readonly weights: Finite;
  /** ‖∂C/∂b‖. */
  readonly bias: Finite;
  /** ‖∂C/∂z‖ of this layer over that of the layer above; null for the last layer, and over 0. */
  readonly toLayerAbove: Finite;
  /** ‖∂C/∂z‖ of this layer over that of the last layer; null over 0. */
  readonly toLastLayer: Finite;
}

/** The largest eigenvalue of the Hessian, and what it says about the learning rate. */
export interface Curvature {
  /** λ. */
  readonly largest: number;
  /** The most by which λ may be wrong: the residual of the eigenvector. */
  readonly error: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** The largest λ at which the learning rate converges, 2/η for gradient descent; null without one. */
  readonly stable: number | null;
  /** The largest learning rate at which plain gradient descent converges here, 2/λ; null where λ ≤ 0. */
  readonly largestRate: number | null;
}

/** Where a gradient turned exactly zero on its way back. */
export interface ZeroGradient {
  /** The node whose gradient is zero, as messages call it. */
  readonly node: string;
  /** The next node after it that has a name and still a gradient. */
  readonly through: string;
  /** `relu has slope 0 at every input: they lie between -12.1 and -8.3`. */
  readonly reason: string;
}

export type FindingKind =
  | "not-finite"
  | "zero-gradient"
  | "vanishing"
  | "exploding"
  | "saturated"
  | "dead"
  | "learning-rate-too-large"
  | "update-too-large"
  | "update-too-small";

/** Something that is wrong, why, and what usually helps. */
export interface Finding {
  readonly kind: FindingKind;
  /** `error`: cannot learn as it is; `warning`: will learn badly. */
  readonly severity: "error" | "warning";
  /** From 1; null where it is about the whole network or about a graph. */
  readonly layer: number | null;
  /** The units that it is about, from 0. */
  readonly units?: readonly number[];
  /** The reason, with the numbers. */
  readonly says: string;
  /** What usually helps. */
  readonly helps: string;
}

/** The number, or null where JSON has none for it. */
export function finite(value: number): Finite {
  return Number.isFinite(value) ? value : null;
}
