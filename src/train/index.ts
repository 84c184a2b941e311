// The table of contents: training as events, evaluation, metrics.
export { evaluateNetwork, type Evaluation } from "./evaluation.ts";
export type {
  BatchEvent,
  BestSoFar,
  DoneEvent,
  EpochEvent,
  TrainEvent,
  Training,
  TrainingState,
} from "./events.ts";
export { classOf, Metrics } from "./metrics.ts";
export type { TrainOptions } from "./options.ts";
export { train } from "./train.ts";
