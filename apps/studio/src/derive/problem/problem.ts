import type { StoredNetwork } from "backproof/format";
import { NOTE_001_NETWORK, NOTE_001_SAMPLE } from "../../state/note001.ts";

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

/** The second example of note 001. */
export const NOTE_001: Problem = {
  network: NOTE_001_NETWORK,
  ...NOTE_001_SAMPLE,
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
