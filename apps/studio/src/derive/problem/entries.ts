import type { Problem } from "./problem.ts";

/** One number of a quantity: `W1` at [2, 0], or a whole quantity. Ids are those of the library's derivations. */
export interface Entry {
  readonly of: string;
  /** Counted from 0: `[j, k]` of a weight, `[j]` of everything that a neuron has. The sample is not part of it. */
  readonly index: readonly number[];
}

/** A given number, as it stands in the problem; undefined for what is computed. */
export function givenAt(problem: Problem, { of, index }: Entry): number | undefined {
  const [j = 0, k = 0] = index;
  const [, letter, layer] = GIVEN.exec(of) ?? [];
  const { weights, bias } = problem.network.layers[Number(layer) - 1] ?? {};
  switch (letter) {
    case "W":
      return weights?.[j]?.[k];
    case "b":
      return bias?.[j];
    case "x":
      return problem.input[problem.sample]?.[j];
    case "y":
      return problem.target[problem.sample]?.[j];
    default:
      return undefined;
  }
}

/** The problem with another number in one place; the problem itself where there is no such place. */
export function withGiven(problem: Problem, entry: Entry, value: number): Problem {
  if (givenAt(problem, entry) === undefined || !Number.isFinite(value)) return problem;
  const [j = 0, k = 0] = entry.index;
  const [, letter, layer] = GIVEN.exec(entry.of)!;
  const { network, sample } = problem;
  switch (letter) {
    case "x":
      return { ...problem, input: replaced(problem.input, sample, (row) => replaced(row, j, () => value)) };
    case "y":
      return { ...problem, target: replaced(problem.target, sample, (row) => replaced(row, j, () => value)) };
    default: {
      const layers = replaced(network.layers, Number(layer) - 1, ({ weights, bias, activation }) => ({
        weights: letter === "W" ? replaced(weights, j, (row) => replaced(row, k, () => value)) : weights,
        bias: letter === "b" ? replaced(bias, j, () => value) : bias,
        activation,
      }));
      return { ...problem, network: { ...network, layers } };
    }
  }
}

const GIVEN = /^([Wb](?=\d)|[xy]$)(\d*)$/;

function replaced<T>(list: readonly T[], place: number, make: (old: T) => T): T[] {
  return list.map((old, i) => (i === place ? make(old) : old));
}
