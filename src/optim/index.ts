// The table of contents: optimizers, schedules, clipping, and the step that joins them.
export { adagrad, type AdagradOptions } from "./adagrad.ts";
export { adam, type AdamOptions } from "./adam.ts";
export { adamw } from "./adamw.ts";
export { clipByNorm, clipByValue, type Clipping } from "./clipping.ts";
export { momentum, type MomentumOptions } from "./momentum.ts";
export { nesterov } from "./nesterov.ts";
export type { Optimizer, Updated, UpdatePoint } from "./optimizer.ts";
export { OPTIMIZER_NAMES, optimizers, type OptimizerName } from "./optimizers.ts";
export { rmsprop, type RmspropOptions } from "./rmsprop.ts";
export { constantRate, cosineRate, stepRate, warmUp, type Schedule } from "./schedules.ts";
export { sgd, type SgdOptions } from "./sgd.ts";
export { initialState, stateTensors, trainingStep, type OptimizerState } from "./trainingStep.ts";
