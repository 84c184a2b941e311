import { binaryCrossEntropy, sigmoidBinaryCrossEntropy } from "./binaryCrossEntropy.ts";
import type { Cost } from "./cost.ts";
import { crossEntropy, softmaxCrossEntropy } from "./crossEntropy.ts";
import { meanSquaredError } from "./meanSquaredError.ts";
import { quadratic } from "./quadratic.ts";
import { squaredError } from "./squaredError.ts";

/** The costs of network files by name. */
export const costs = {
  quadratic: { ofSamples: quadratic },
  "squared-error": { ofSamples: squaredError },
  "mean-squared-error": { ofSamples: meanSquaredError },
  "cross-entropy": { ofSamples: crossEntropy, joint: { softmax: softmaxCrossEntropy } },
  "binary-cross-entropy": { ofSamples: binaryCrossEntropy, joint: { sigmoid: sigmoidBinaryCrossEntropy } },
} as const satisfies Record<string, Cost>;

export type CostName = keyof typeof costs;

export const COST_NAMES = Object.keys(costs) as CostName[];
