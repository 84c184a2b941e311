import type { Tensor } from "../../graph/tensor.ts";
import type { ActivationName } from "../activations.ts";

/** A cost: how far the activations of each sample are from their targets. */
export interface Cost {
  /** From output activations a and targets y, both [..., n], the cost of each sample: the last axis is summed away. */
  readonly ofSamples: (a: Tensor, y: Tensor) => Tensor;
  /** The same from z, for output activations with which it has a numerically stable joint form; a is for explanations only. */
  readonly joint?: Partial<Record<ActivationName, (z: Tensor, y: Tensor, a?: Tensor) => Tensor>>;
}
