import type { NetworkFile } from "backproof/format";
import { deriveState, restoreDerive } from "../../derive/state.ts";
import { sizesOf, type Problem } from "../../derive/problem/problem.ts";
import { registerShare, type Shown } from "../registry.ts";
import { deriveState as stateOf, deriveWords, formatConvention } from "./deriveWords.ts";
import { fitsLink, sizeOf } from "./fits.ts";

/** More than this many samples are no longer a choice among buttons. */
const MOST_SAMPLES = 8;

registerShare("derive", {
  read,
  restore: (words) => {
    restoreDerive(stateOf(words));
  },
  remember: () => {
    const before = deriveState.peek();
    return () => {
      restoreDerive(before);
    };
  },
  network: () => {
    const { network, input, target } = deriveState.peek().problem;
    return { ...network, input: copied(input), target: copied(target) };
  },
  open: (file) => {
    const { source: _, ...before } = deriveState.peek();
    restoreDerive({ ...before, problem: problemOf(file, before.problem), selection: null, step: "end" });
  },
});

function read(): Shown {
  const state = deriveState.value;
  const { network, input } = state.problem;
  if (fitsLink(network) && input.length <= MOST_SAMPLES) return { words: deriveWords(state) };
  return {
    words: { convention: formatConvention(state.convention) },
    missing: `This network has ${sizeOf(network).toLocaleString("en")} weights and biases, too many for a link. Save it as a file, with its sample, and pass that on.`,
  };
}

/** The problem of a file; where it has no samples, those that are there, if they fit. */
function problemOf({ layers, cost, reduction, input, target }: NetworkFile, before: Problem): Problem {
  const network = { layers, cost, reduction };
  const sizes = sizesOf({ ...before, network });
  const rows = (input ?? target ?? [[]]).slice(0, MOST_SAMPLES);
  const filled = (
    given: readonly (readonly number[])[] | undefined,
    kept: readonly (readonly number[])[],
    width: number,
    value: number,
  ) =>
    rows.map(
      (_, i) =>
        given?.[i] ?? (kept[0]!.length === width ? kept[0]! : Array.from({ length: width }, () => value)),
    );
  return {
    network,
    input: filled(input, before.input, sizes[0]!, 0.5),
    target: filled(target, before.target, sizes.at(-1)!, 0),
    ...{ sample: 0, together: false },
  };
}

function copied(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => [...row]);
}
