import type { StoredNetwork } from "backproof/format";

/** The second example of note 001, a 2-3-2 network: small enough to check by hand, and no two sizes or numbers that hide a mix-up. */
export const NOTE_001_NETWORK: StoredNetwork = {
  layers: [
    {
      weights: [
        [0.1, 0.4],
        [0.2, 0.3],
        [0.5, -0.1],
      ],
      bias: [0.1, -0.1, 0.2],
      activation: "sigmoid",
    },
    {
      weights: [
        [0.3, -0.7, 0.2],
        [0.6, 0.1, -0.5],
      ],
      bias: [0.05, -0.05],
      activation: "sigmoid",
    },
  ],
  cost: "quadratic",
  reduction: "mean",
};

/** Its one sample. */
export const NOTE_001_SAMPLE = { input: [[0.9, 0.1]], target: [[1, 0]] };
