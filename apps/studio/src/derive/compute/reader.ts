import type { Numbers, Step } from "backproof/explain";
import { keyOf } from "../keys.ts";
import { givenAt } from "../problem/entries.ts";
import type { Problem } from "../problem/problem.ts";
import { gradientOf, layerOf, stepOf } from "../selection.ts";
import type { Derived } from "./question.ts";

/** Reads numbers off a derivation as far as it is computed. */
export interface Reader {
  /** The present number of a given, or that of a step; undefined where it is not computed yet. */
  at(id: string, unit: readonly number[]): number | undefined;
  /** The key under which this number lights up: with its sample, where there are several. */
  key(id: string, unit: readonly number[]): string;
  isReached(id: string): boolean;
  step(id: string): Step | undefined;
  /** All numbers of a quantity, whether the reader has got there or not. */
  all(id: string): Numbers | undefined;
  /** The ids that a layer's quantities have here. */
  ids(layer: number): LayerIds;
}

export interface LayerIds {
  readonly z: string;
  readonly a: string;
  readonly delta: string;
  readonly dz: string;
  readonly da: string | undefined;
  readonly dW: string;
  readonly db: string;
}

/**
 * @param reached how many steps are computed
 */
export function readerOf(problem: Problem, { derivation, unchecked }: Derived, reached: number): Reader {
  const places = new Map(derivation.steps.map(({ id }, i) => [id, i]));
  const isReached = (id: string): boolean => {
    const place = places.get(id);
    // What is not in focus comes with the last step.
    return place === undefined ? reached >= derivation.steps.length : place < reached;
  };
  const all = (id: string): Numbers | undefined => stepOf(derivation, id)?.value ?? unchecked[id];
  const withSample = (id: string, unit: readonly number[]): readonly number[] =>
    problem.together && /^(?:[xyza]\d*|delta\d+|dC-d[xza]\d*)$/.test(id) ? [problem.sample, ...unit] : unit;
  return {
    at: (id, unit) =>
      givenAt(problem, { of: id, index: unit }) ??
      (isReached(id) ? pick(all(id), withSample(id, unit)) : undefined),
    key: (id, unit) => keyOf(id, withSample(id, unit)),
    isReached,
    step: (id) => stepOf(derivation, id),
    all,
    ids: (number) => {
      const layer = layerOf(derivation, number);
      const id = (known: string | undefined, otherwise: string) =>
        known === undefined || known === "" ? otherwise : known;
      const dz = id(layer?.dz, `delta${number}`);
      return {
        z: `z${number}`,
        a: layer?.a ?? `a${number}`,
        dz,
        da: layer?.da,
        delta: derivation.convention.delta === "a" ? (layer?.da ?? dz) : dz,
        dW: id(gradientOf(derivation, `W${number}`)?.id, `dC-dW${number}`),
        db: id(gradientOf(derivation, `b${number}`)?.id, `dC-db${number}`),
      };
    },
  };
}

function pick(numbers: Numbers | undefined, [first, ...rest]: readonly number[]): number | undefined {
  if (numbers === undefined || typeof numbers === "number") return numbers;
  return first === undefined ? undefined : pick(numbers[first], rest);
}
