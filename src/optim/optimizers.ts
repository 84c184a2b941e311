import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { momentum } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd, type SgdOptions } from "./sgd.ts";

/** The optimizers of the command line by name, all with PyTorch's defaults. */
export const optimizers = {
  sgd,
  momentum,
  nesterov,
  rmsprop,
  adagrad,
  adam,
  adamw,
} as const satisfies Record<string, (options?: SgdOptions) => Optimizer>;

export type OptimizerName = keyof typeof optimizers;

export const OPTIMIZER_NAMES = Object.keys(optimizers) as OptimizerName[];
