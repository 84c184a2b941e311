import type { AlgorithmName } from "./algorithms.ts";
import { valueOf, type Coordinate, type Pair } from "./coordinates.ts";
import type { Point } from "./paths.ts";
import { LINE, NOTE, XOR, type Problem } from "./problem.ts";
import type { Window } from "./scale.ts";

/** A problem, and from where to look at it. */
export interface Scene {
  readonly id: string;
  readonly title: string;
  /** What there is to see, in a sentence or two. */
  readonly words: string;
  readonly problem: Problem;
  readonly pair: Pair;
  readonly window: Window;
  readonly start: Point;
  /** η for each algorithm. */
  readonly rates: Readonly<Record<AlgorithmName, number>>;
}

/** The scenes to choose from; the first one is shown first. */
export const SCENES: readonly Scene[] = [
  {
    id: "note",
    title: "Note 001: 2-3-2, one sample",
    words:
      "Both weights lie on the way from input 1 through hidden neuron 1 to output 1. On the left is a plateau; the valley on " +
      "the right has no lowest point, for with one sample somewhat larger weights always cost somewhat less.",
    problem: NOTE,
    pair: [
      { kind: "weight", layer: 1, row: 0, column: 0 },
      { kind: "weight", layer: 0, row: 0, column: 0 },
    ],
    window: { x: [-10, 10], y: [-10, 10] },
    start: { x: -6, y: 3 },
    rates: { sgd: 3, momentum: 1, rmsprop: 0.1, adam: 0.3 },
  },
  {
    id: "line",
    title: "A line through four points",
    words:
      "One neuron without activation. Its cost is exactly a bowl, with the same λ everywhere: what happens beyond η = 2/λ " +
      "happens from every start.",
    problem: LINE,
    pair: [
      { kind: "weight", layer: 0, row: 0, column: 0 },
      { kind: "bias", layer: 0, row: 0 },
    ],
    window: { x: [-1.6, 3.4], y: [-2.6, 3.4] },
    start: { x: -1, y: 2.8 },
    rates: { sgd: 0.4, momentum: 0.05, rmsprop: 0.05, adam: 0.2 },
  },
  {
    id: "xor",
    title: "XOR: 2-2-1, four samples",
    words:
      "The two weights of the output neuron. The start is on a plateau: the gradient is small there, so gradient descent " +
      "hardly moves, while RMSProp and Adam, which divide by its size, walk off.",
    problem: XOR,
    pair: [
      { kind: "weight", layer: 1, row: 0, column: 0 },
      { kind: "weight", layer: 1, row: 0, column: 1 },
    ],
    window: { x: [-12, 12], y: [-12, 12] },
    start: { x: -8, y: 6 },
    rates: { sgd: 10, momentum: 3, rmsprop: 0.2, adam: 0.5 },
  },
];

/** Any other problem: the first weights of its last and its first layer, around their own numbers. */
export function sceneOf(title: string, problem: Problem): Scene {
  const first = { kind: "weight", row: 0, column: 0 } as const;
  const last = problem.layers.length - 1;
  const across: Coordinate = { ...first, layer: last };
  const up: Coordinate = last === 0 ? { kind: "bias", layer: 0, row: 0 } : { ...first, layer: 0 };
  const start = { x: valueOf(problem, across) ?? 0, y: valueOf(problem, up) ?? 0 };
  return {
    ...{ id: "sent", title, problem, start },
    words: "The start is where the network is now.",
    pair: [across, up],
    window: { x: [start.x - 8, start.x + 8], y: [start.y - 8, start.y + 8] },
    rates: { sgd: 3, momentum: 1, rmsprop: 0.1, adam: 0.3 },
  };
}
