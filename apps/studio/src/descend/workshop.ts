import type { Eigenvalue } from "backproof/diagnose";
import { network } from "backproof";
import { ALGORITHMS } from "./algorithms.ts";
import { contoursAt } from "./contours.ts";
import { withNumbers } from "./coordinates.ts";
import { curvatureOf, sharpness } from "./curvature.ts";
import { costGrid, extremes, lowestPoint, surfaceOf } from "./grid.ts";
import type { Place, Run, SharpnessJob, Survey, SurveyJob, Walk, WalkJob } from "./jobs.ts";
import { keptFor } from "./keptFor.ts";
import { landscapeOf } from "./landscape.ts";
import { contourLevels } from "./levels.ts";
import { walkerOf } from "./paths.ts";
import type { Problem } from "./problem.ts";

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
  const grid = costGrid(surface, window, gridSize(problem));
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
export function wholeSharpness({ problem, pair, at }: SharpnessJob): Eigenvalue {
  return sharpness(network(withNumbers(problem, pair, at)), problem);
}

/** How many contours are drawn, about. */
const LEVELS = 14;

/** Grids, each for networks up to this many products of a weight and a signal: the larger the network, the coarser. */
const SIZES = [
  { size: 96, products: 20_000 },
  { size: 64, products: 60_000 },
  { size: 40, products: 200_000 },
  { size: 24, products: Infinity },
] as const;

/** How fine a grid to draw. It depends on the problem alone and not on the clock, so a link shows the same everywhere. */
export function gridSize({ layers, input }: Problem): number {
  const weights = layers.reduce((sum, { weights: rows }) => sum + rows.length * (rows[0]?.length ?? 0), 0);
  return SIZES.find(({ products }) => weights * input.length <= products)!.size;
}
