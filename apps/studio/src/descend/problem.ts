import type { StoredNetwork } from "backproof/format";
import { NOTE_001_NETWORK, NOTE_001_SAMPLE } from "../state/note001.ts";

/** A network and the batch it is to fit: together they make the cost a function of the parameters alone. */
export interface Problem extends StoredNetwork {
  /** One row per sample. */
  readonly input: readonly (readonly number[])[];
  /** One row per sample. */
  readonly target: readonly (readonly number[])[];
}

/** Note 001's second example: 2-3-2, sigmoid, one sample. */
export const NOTE: Problem = { ...NOTE_001_NETWORK, ...NOTE_001_SAMPLE };

/** A straight line through four points. Its cost is exactly a bowl, so η < 2/λ holds everywhere and not only nearby. */
export const LINE: Problem = {
  layers: [{ weights: [[-1]], bias: [2], activation: "identity" }],
  cost: "quadratic",
  reduction: "mean",
  input: [[0], [1], [2], [3]],
  target: [[0.5], [1], [2.5], [3]],
};

/** XOR by 2-2-1: a valley, and plateaus where the gradient is small. */
export const XOR: Problem = {
  layers: [
    {
      weights: [
        [3, 3],
        [3, 3],
      ],
      bias: [-1.5, -4.5],
      activation: "sigmoid",
    },
    { weights: [[1, 0.5]], bias: [-1], activation: "sigmoid" },
  ],
  cost: "quadratic",
  reduction: "mean",
  input: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  target: [[0], [1], [1], [0]],
};
