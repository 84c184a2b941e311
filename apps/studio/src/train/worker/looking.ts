import type { HostArray } from "backproof";
import type { DataSummary, FirstWeights, Look } from "../protocol.ts";
import { boundaryGrid } from "./boundary.ts";
import { GradientProbe } from "./gradientProbe.ts";
import { Predictor } from "./predictor.ts";
import type { Run } from "./run.ts";

/** As many rows of W¹ as the picture shows. */
const MOST_ROWS = 100;
/** The plane of the toys with a margin. */
const TOY_RANGE = 1.15;

/** Everything that is computed beside the training, to be seen. */
export class Looking {
  readonly predictor: Predictor;
  readonly #probe: GradientProbe;
  readonly #data: DataSummary;
  readonly #range: number;

  constructor(run: Run, data: DataSummary) {
    this.predictor = new Predictor(run.network);
    this.#probe = new GradientProbe(run.network, run.trainSet);
    this.#data = data;
    this.#range = data.points === null ? 0 : rangeOf(data.points.xy);
  }

  look(parameters: readonly HostArray[]): Pick<Look, "gradientNorms" | "weights" | "boundary"> {
    this.predictor.write(parameters);
    const { points, outputs } = this.#data;
    return {
      gradientNorms: this.#probe.measure(parameters),
      weights: firstWeights(parameters[0]!),
      boundary: points === null ? null : boundaryGrid(this.predictor, outputs, this.#range),
    };
  }

  dispose(): void {
    this.predictor.dispose();
    this.#probe.dispose();
  }
}

function rangeOf(xy: Float32Array): number {
  let most = TOY_RANGE / 1.1;
  for (const value of xy) most = Math.max(most, Math.abs(value));
  return most * 1.1;
}

function firstWeights({ shape, data }: HostArray): FirstWeights {
  const [rows = 0, width = 0] = shape;
  return { width, data: Float32Array.from(data.subarray(0, Math.min(rows, MOST_ROWS) * width)) };
}
