import type { Tensor } from "../graph/tensor.ts";
import { elu } from "../ops/elu.ts";
import { gelu } from "../ops/gelu.ts";
import { leakyRelu } from "../ops/leakyRelu.ts";
import { relu } from "../ops/relu.ts";
import { sigmoid } from "../ops/sigmoid.ts";
import { silu } from "../ops/silu.ts";
import { softmax } from "../ops/softmax.ts";
import { softplus } from "../ops/softplus.ts";
import { tanh } from "../ops/tanh.ts";

/** The activations of network files by name: a = σ(z) for z of shape [batch, neurons]. */
export const activations = {
  sigmoid,
  tanh,
  relu,
  "leaky-relu": (z) => leakyRelu(z, 0.01),
  elu: (z) => elu(z, 1),
  gelu,
  softplus,
  silu,
  identity: (z) => z,
  softmax: (z) => softmax(z),
} as const satisfies Record<string, (z: Tensor) => Tensor>;

export type ActivationName = keyof typeof activations;

export const ACTIVATION_NAMES = Object.keys(activations) as ActivationName[];
