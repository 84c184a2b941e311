// What the page asks of the worker, and what it gets. Everything here can be cloned.
import type { Eigenvalue } from "backproof/diagnose";
import type { AlgorithmName } from "./algorithms.ts";
import type { Contour } from "./contours.ts";
import type { Pair } from "./coordinates.ts";
import type { LocalShape } from "./curvature.ts";
import type { Grid } from "./grid.ts";
import type { Path, Point } from "./paths.ts";
import type { Problem } from "./problem.ts";
import type { Window } from "./scale.ts";

/** Which surface: the cost of a problem over two of its parameters. */
export interface Place {
  readonly problem: Problem;
  readonly pair: Pair;
}

/** To draw the surface. */
export interface SurveyJob extends Place {
  readonly kind: "survey";
  readonly window: Window;
}

export interface Survey {
  readonly grid: Grid;
  readonly contours: readonly Contour[];
  /** How the surface bends where the grid is lowest. */
  readonly lowest: LocalShape;
}

/** An algorithm with its numbers. */
export interface Run {
  readonly name: AlgorithmName;
  readonly rate: number;
  readonly numbers: Readonly<Record<string, number>>;
}

/** To send algorithms down from one start. */
export interface WalkJob extends Place {
  readonly kind: "walk";
  readonly start: Point;
  readonly steps: number;
  readonly runs: readonly Run[];
}

export interface Walk {
  /** In the order of the runs. */
  readonly paths: readonly Path[];
  /** How the surface bends at the start. */
  readonly start: LocalShape;
}

/** To measure λ of the whole network, with the two parameters at a point. */
export interface SharpnessJob extends Place {
  readonly kind: "sharpness";
  readonly at: Point;
}

/** To train a real network at one rate after another. */
export interface LabJob {
  readonly kind: "lab";
  readonly rates: readonly number[];
}

export type Job = SurveyJob | WalkJob | SharpnessJob | LabJob;

/** What a job gives in the end. */
export interface Results {
  readonly survey: Survey;
  readonly walk: Walk;
  readonly sharpness: Eigenvalue;
  readonly lab: null;
}

/** What the training of one rate has come to; sent after each epoch. */
export interface LabNews {
  /** Which of the rates. */
  readonly run: number;
  readonly epoch: number;
  /** The mean cost of a training sample. */
  readonly cost: number;
  /** The share of test digits that are read right. */
  readonly accuracy: number;
  /** λ of the cost of some training digits, at the first weights for epoch 0, and after the last epoch. */
  readonly lambda?: number;
}

/** From the worker: a job's end, its failure, or news on the way. */
export type Answer =
  | { readonly id: number; readonly done: Results[Job["kind"]] }
  | { readonly id: number; readonly failed: string }
  | { readonly id: number; readonly news: LabNews };
