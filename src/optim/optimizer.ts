import type { Tensor } from "../graph/tensor.ts";

/**
 * A rule by which parameters follow their gradients, written as a graph: it compiles, prints and differentiates like
 * everything else.
 */
export interface Optimizer {
  readonly name: string;
  /** Names of what it remembers for each parameter; every one starts as zeros in the parameter's shape. */
  readonly memory: readonly string[];
  /** The parameter and its memory after one step. */
  update(at: UpdatePoint): Updated;
}

export interface UpdatePoint {
  /** θ before the step. */
  readonly parameter: Tensor;
  /** g = ∂C/∂θ, in θ's shape. */
  readonly gradient: Tensor;
  /** By name, in θ's shape. */
  readonly memory: Readonly<Record<string, Tensor>>;
  /** t, a scalar: 1 in the first step. */
  readonly step: Tensor;
  /** η, a scalar. */
  readonly learningRate: Tensor;
}

export interface Updated {
  readonly parameter: Tensor;
  readonly memory: Readonly<Record<string, Tensor>>;
}
