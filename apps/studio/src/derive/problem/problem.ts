import type { StoredNetwork } from "backproof/format";

/** What is derived: a network, the samples it is asked about, and whose cost. Plain data, so it fits into a link. */
export interface Problem {
  readonly network: StoredNetwork;
  /** A row for each sample. */
  readonly input: readonly (readonly number[])[];
  readonly target: readonly (readonly number[])[];
  /** The sample that is looked at, from 0. */
  readonly sample: number;
  /** The cost of all samples together, or of the one that is looked at. */
  readonly together: boolean;
}

/** The second example of note 001, a 2-3-2 network: small enough to check by hand, and no two sizes or numbers that hide a mix-up. */
export const NOTE_001: Problem = {
  network: {
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
  },
  input: [[0.9, 0.1]],
  target: [[1, 0]],
  sample: 0,
  together: false,
};

/** `[2, 3, 2]`: the inputs, then the neurons of each layer. */
export function sizesOf({ network: { layers } }: Problem): number[] {
  return [layers[0]?.weights[0]?.length ?? 0, ...layers.map(({ bias }) => bias.length)];
}

/** Whether the network is too large to be written out; then one number is in focus at a time. */
export function isWide(problem: Problem): boolean {
  const sizes = sizesOf(problem);
  const parameters = sizes.slice(1).reduce((sum, size, l) => sum + size * (sizes[l]! + 1), 0);
  return parameters > MOST_WRITTEN_OUT;
}

const MOST_WRITTEN_OUT = 200;
