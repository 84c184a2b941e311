import { ValueError } from "../util/errors.ts";
import { Random } from "../util/random.ts";
import { oneOf } from "../util/suggest.ts";
import type { ActivationName } from "./activations.ts";
import type { CostName } from "./costs/costs.ts";
import { INITIALIZER_NAMES, initializers, type InitializerName } from "./initializers/initializers.ts";
import { network, type Network, type Reduction } from "./network.ts";

export interface NetworkOptions {
  /** Sizes of all layers, inputs first: [784, 30, 10]. */
  readonly sizes: readonly number[];
  /** For all layers but the last; sigmoid by default. */
  readonly activation?: ActivationName;
  /** For the last layer; by default like the others. */
  readonly outputActivation?: ActivationName;
  readonly cost?: CostName;
  readonly reduction?: Reduction;
  /** How to draw the weights; by default what suits each layer's activation, see {@link suitable}. */
  readonly initializer?: InitializerName;
  readonly seed?: number;
}

/**
 * A network with random weights.
 *
 * The same seed gives the same network. Biases are drawn from N(0, 1) where weights are (as in the notes), else 0.
 *
 * @throws ValueError for sizes that make no network or an unknown initializer
 *
 * @example
 * ```ts
 * const digits = createNetwork({ sizes: [784, 30, 10], seed: 1 });
 * ```
 */
export function createNetwork({
  sizes,
  activation = "sigmoid",
  outputActivation = activation,
  cost = "quadratic",
  reduction = "mean",
  initializer,
  seed = 0,
}: NetworkOptions): Network {
  if (sizes.length < 2 || !sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
    throw new ValueError(
      `createNetwork(): sizes must be at least two whole numbers from 1 on, such as 784, 30, 10, got ${sizes.join(", ")}`,
    );
  }
  if (initializer !== undefined && !INITIALIZER_NAMES.includes(initializer)) {
    throw new ValueError(`createNetwork(): the initializer ${oneOf(initializer, INITIALIZER_NAMES)}`);
  }
  const random = new Random(seed);
  const layers = sizes.slice(1).map((out, l) => {
    const into = sizes[l]!;
    const own = l === sizes.length - 2 ? outputActivation : activation;
    const name = initializer ?? suitable(own);
    const weights = initializers[name](out, into, random.stream("weights", l + 1));
    const bias =
      name === "normal" ? initializers.normal(out, 1, random.stream("bias", l + 1)) : new Float64Array(out);
    return { weights: rows(weights, into), bias: [...bias], activation: own };
  });
  return network({ layers, cost, reduction });
}

/**
 * The initializer that suits an activation: N(0, 1) for the notes' sigmoid, He for the ReLU family, whose units pass half of
 * what enters, Xavier for the rest.
 */
export function suitable(activation: ActivationName): InitializerName {
  switch (activation) {
    case "sigmoid":
      return "normal";
    case "relu":
    case "leaky-relu":
    case "elu":
    case "gelu":
    case "silu":
      return "he-normal";
    default:
      return "xavier-normal";
  }
}

function rows(data: Float64Array, width: number): number[][] {
  return Array.from({ length: data.length / width }, (_, i) => [
    ...data.subarray(i * width, (i + 1) * width),
  ]);
}
