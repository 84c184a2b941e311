import type { Random } from "../../util/random.ts";

/** Draws the weights that enter a layer, shape [out, in], in row-major order. */
export type Initializer = (out: number, into: number, random: Random) => Float64Array;
