import type { Initializer } from "./initializer.ts";
import { fanned } from "./varianceScaling.ts";

/** The ways to draw initial weights by name. */
export const initializers = {
  /** N(0, 1), as in the notes and in Nielsen's first networks. */
  normal: (out, into, random) => Float64Array.from({ length: out * into }, () => random.normal()),
  zeros: (out, into) => new Float64Array(out * into),
  "xavier-normal": fanned("normal", (into, out) => 2 / (into + out)),
  "xavier-uniform": fanned("uniform", (into, out) => 2 / (into + out)),
  "he-normal": fanned("normal", (into) => 2 / into),
  "he-uniform": fanned("uniform", (into) => 2 / into),
  "lecun-normal": fanned("normal", (into) => 1 / into),
  "lecun-uniform": fanned("uniform", (into) => 1 / into),
} as const satisfies Record<string, Initializer>;

export type InitializerName = keyof typeof initializers;

export const INITIALIZER_NAMES = Object.keys(initializers) as InitializerName[];
