import { network } from "backproof";
import { ALGORITHMS } from "./algorithms.ts";
import { contoursAt } from "./contours.ts";
import { withNumbers } from "./coordinates.ts";
import { curvatureOf, sharpness } from "./curvature.ts";
import type { LargestEigenvalue } from "./eigenvalue.ts";
import { costGrid, extremes, lowestPoint, surfaceOf, type Surface } from "./grid.ts";
import type { Place, Run, SharpnessJob, Survey, SurveyJob, Walk, WalkJob } from "./jobs.ts";
import { keptFor } from "./keptFor.ts";
import { landscapeOf } from "./landscape.ts";
import { contourLevels } from "./levels.ts";
import { walkerOf } from "./paths.ts";
import type { Window } from "./scale.ts";

// Most jobs differ from the last one in numbers only, so what is compiled is kept.
const surfaces = keptFor(({ problem, pair }: Place) => surfaceOf(landscapeOf(problem, pair)), 1);
const curvatures = keptFor(({ problem, pair }: Place) => curvatureOf(landscapeOf(problem, pair)), 1);
const walkers = keptFor(
  ({ problem, pair, name, numbers }: Place & Pick<Run, "name" | "numbers">) =>
    walkerOf(landscapeOf(problem, pair), ALGORITHMS.find((one) => one.name === name)!.optimizer(numbers)),
  ALGORITHMS.length,
);

/** The surface as numbers on a grid, and its contours. */
export function survey({ problem, pair, window }: SurveyJob): Survey {
  const surface = surfaces({ problem, pair });
  const grid = costGrid(surface, window, fittingSize(surface, window));
  const levels = contourLevels(extremes(grid) ?? [0, 0], LEVELS);
  return {
    grid,
    contours: levels.flatMap((level) => contoursAt(grid, level)),
    lowest: curvatures({ problem, pair }).at(lowestPoint(grid)),
  };
}

/** The paths of some algorithms, and how the surface bends where they start. */
export function walk({ problem, pair, start, steps, runs }: WalkJob): Walk {
  const paths = runs.map(({ name, rate, numbers }) =>
    walkers({ problem, pair, name, numbers }).walk(start, rate, steps),
  );
  return { paths, start: curvatures({ problem, pair }).at(start) };
}

/** λ of the Hessian by all of the network's parameters. */
export function wholeSharpness({ problem, pair, at }: SharpnessJob): LargestEigenvalue {
  return sharpness(network(withNumbers(problem, pair, at)), problem);
}

/** The finest of these that a surface is drawn on in about this time, in milliseconds. */
const SIZES = [96, 64, 40] as const;
const COARSEST = 24;
const PATIENCE = 300;
const LEVELS = 14;

function fittingSize(surface: Surface, { x, y }: Window): number {
  const trials = 8;
  const before = performance.now();
  for (let i = 0; i < trials; i++) surface.at(x[0], y[0]);
  const each = (performance.now() - before) / trials;
  return SIZES.find((size) => size * size * each < PATIENCE) ?? COARSEST;
}
