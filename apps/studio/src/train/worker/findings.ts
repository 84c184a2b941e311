import { engine, withParameters } from "backproof";
import { diagnose, type Finding } from "backproof/diagnose";
import type { Run } from "./run.ts";

/** As many samples as tell a dead unit from one that is only shy. */
const SAMPLES = 200;

/** What is wrong with a network at this moment of its training, and what usually helps. */
export function findingsOf(run: Run): readonly Finding[] {
  const { optimizer, learningRate, batch } = run.tuning;
  const network = withParameters(run.network, run.parameters());
  const { findings } = diagnose(network, run.trainSet, {
    samples: SAMPLES,
    batch,
    // Only plain descent takes steps of η times the gradient.
    ...(optimizer === "sgd" && { learningRate }),
    // Many times as long as all the rest: Descend shows it.
    curvature: false,
    backend: engine({ threads: 1 }),
  });
  return findings;
}
