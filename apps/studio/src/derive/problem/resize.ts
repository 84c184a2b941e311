// Networks of another size. What stays keeps its numbers.
import type { StoredNetwork } from "backproof/format";
import { sizesOf, type Problem } from "./problem.ts";

export const MOST_NEURONS = 8;
export const MOST_LAYERS = 5;

type Layer = StoredNetwork["layers"][number];

/** The network with a neuron more or fewer in one layer, from 0, the inputs; the last neuron goes first. */
export function resized(problem: Problem, layer: number, size: number): Problem {
  const old = sizesOf(problem)[layer];
  if (old === undefined || size < 1 || size === old) return problem;
  const layers = problem.network.layers.map((given, l): Layer => {
    const rows = l + 1 === layer ? fitted(given.weights, size, () => []) : given.weights;
    const bias = l + 1 === layer ? fitted(given.bias, size, () => 0) : given.bias;
    const columns = l === layer ? size : given.weights[0]!.length;
    const weights = rows.map((row, j) => fitted(row, columns, (k) => firstWeight(l, j, k)));
    return { ...given, weights, bias };
  });
  const rowsTo = (rows: Problem["input"], width: number) => rows.map((row) => fitted(row, width, () => 0.5));
  const isLast = layer === layers.length;
  return {
    ...problem,
    network: { ...problem.network, layers },
    input: layer === 0 ? rowsTo(problem.input, size) : problem.input,
    target: isLast ? problem.target.map((row) => fitted([...row], size, () => 0)) : problem.target,
  };
}

/** One more layer before the last, as wide as the one before it. */
export function withLayer(problem: Problem): Problem {
  const { layers } = problem.network;
  const last = layers.at(-1)!;
  const width = last.weights[0]!.length;
  const added: Layer = {
    weights: Array.from({ length: width }, (_, j) =>
      Array.from({ length: width }, (_, k) => firstWeight(layers.length - 1, j, k)),
    ),
    bias: Array.from({ length: width }, () => 0),
    activation: layers[0]!.activation,
  };
  return withLayers(problem, [...layers.slice(0, -1), added, last]);
}

/** Without one hidden layer, from 1; the layer after it takes the outputs of the one before. */
export function withoutLayer(problem: Problem, layer: number): Problem {
  const { layers } = problem.network;
  if (layers.length < 2 || layer < 1 || layer >= layers.length) return problem;
  const columns = sizesOf(problem)[layer - 1]!;
  const kept = layers.filter((_, l) => l !== layer - 1);
  return withLayers(
    problem,
    kept.map((given, l) =>
      l === layer - 1
        ? {
            ...given,
            weights: given.weights.map((row, j) => fitted(row, columns, (k) => firstWeight(l, j, k))),
          }
        : given,
    ),
  );
}

export function withActivation(problem: Problem, layer: number, activation: Layer["activation"]): Problem {
  return withLayers(
    problem,
    problem.network.layers.map((given, l) => (l === layer - 1 ? { ...given, activation } : given)),
  );
}

export function withCost(problem: Problem, cost: StoredNetwork["cost"]): Problem {
  return { ...problem, network: { ...problem.network, cost } };
}

/** One more sample, which is then looked at. */
export function withSample(problem: Problem): Problem {
  const { input, target } = problem;
  const row = input[problem.sample]!.map((x, k) => Math.round(10 * (1 - x) - k) / 10);
  const wanted = [...target[problem.sample]!].reverse();
  return { ...problem, input: [...input, row], target: [...target, wanted], sample: input.length };
}

export function withoutSample(problem: Problem): Problem {
  if (problem.input.length < 2) return problem;
  const without = <T>(rows: readonly T[]) => rows.filter((_, s) => s !== problem.sample);
  const [input, target] = [without(problem.input), without(problem.target)];
  return {
    ...problem,
    input,
    target,
    sample: Math.min(problem.sample, input.length - 1),
    together: problem.together && input.length > 1,
  };
}

function withLayers(problem: Problem, layers: Layer[]): Problem {
  return { ...problem, network: { ...problem.network, layers } };
}

function fitted<T>(list: readonly T[], length: number, make: (place: number) => T): T[] {
  return Array.from({ length }, (_, i) => list[i] ?? make(i));
}

/** Tenths without a pattern: equal or symmetric weights would hide a mix-up of rows and columns. */
function firstWeight(l: number, j: number, k: number): number {
  const tenths = ((3 * l + 5 * j + 7 * k + 4) % 11) - 5;
  return (tenths === 0 ? 6 : tenths) / 10;
}
