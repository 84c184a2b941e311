// The table of contents: layers, activations, costs, initializers, networks.
export { activations, ACTIVATION_NAMES, type ActivationName } from "./activations.ts";
export { binaryCrossEntropy, sigmoidBinaryCrossEntropy } from "./costs/binaryCrossEntropy.ts";
export type { Cost } from "./costs/cost.ts";
export { costs, COST_NAMES, type CostName } from "./costs/costs.ts";
export { crossEntropy, softmaxCrossEntropy } from "./costs/crossEntropy.ts";
export { meanSquaredError } from "./costs/meanSquaredError.ts";
export { quadratic } from "./costs/quadratic.ts";
export { squaredError } from "./costs/squaredError.ts";
export { createNetwork, type NetworkOptions } from "./createNetwork.ts";
export type { Initializer } from "./initializers/initializer.ts";
export { INITIALIZER_NAMES, initializers, type InitializerName } from "./initializers/initializers.ts";
export { dense } from "./layers/dense.ts";
export {
  costOf,
  forward,
  inputSize,
  network,
  outputSize,
  parametersOf,
  withParameters,
  type ForwardPass,
  type Layer,
  type Network,
  type Reduction,
} from "./network.ts";
