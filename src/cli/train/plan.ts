import { clipByNorm, clipByValue, type Clipping } from "../../optim/clipping.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { momentum } from "../../optim/momentum.ts";
import { nesterov } from "../../optim/nesterov.ts";
import { optimizers, type OptimizerName } from "../../optim/optimizers.ts";
import { constantRate, cosineRate, stepRate, warmUp, type Schedule } from "../../optim/schedules.ts";
import type { TrainOptions } from "../../train/options.ts";
import { ValueError } from "../../util/errors.ts";
import type { SCHEDULE_NAMES, TrainFlags } from "./trainOptions.ts";

/** How to train, with every default filled in: numbers and names only, so that a checkpoint can hold it. */
export interface Plan {
  readonly optimizer: OptimizerName;
  readonly lr: number;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly momentum?: number;
  readonly weightDecay?: number;
  readonly clipNorm?: number;
  readonly clipValue?: number;
  readonly schedule: (typeof SCHEDULE_NAMES)[number];
  readonly scheduleSteps?: number;
  readonly scheduleFactor?: number;
  readonly warmUp?: number;
  readonly patience?: number;
}

/** The first three have the same effective step: a momentum of 0.9 adds up to ten gradients. */
const RATES: Readonly<Record<OptimizerName, number>> = {
  sgd: 3,
  momentum: 0.3,
  nesterov: 0.3,
  rmsprop: 0.01,
  adagrad: 0.01,
  adam: 0.001,
  adamw: 0.001,
};

/**
 * Fills in what the options leave open.
 *
 * @param samples the number of training samples
 * @param realTargets whether the targets are numbers rather than classes
 */
export function planOf(flags: TrainFlags, samples: number, realTargets: boolean): Plan {
  const { optimizer = "sgd", batch = 10, epochs = 30, seed = 0, shuffle, schedule = "constant" } = flags;
  const { momentum: mu, weightDecay, clipNorm, clipValue, patience, warmUp: rise } = flags;
  const steps = Math.max(1, epochs * Math.ceil(samples / batch));
  const length = schedule === "step" ? Math.ceil(steps / 3) : steps;
  return {
    optimizer,
    lr: flags.lr ?? defaultRate(optimizer, realTargets),
    batch,
    epochs,
    seed,
    shuffle,
    ...(mu !== undefined && { momentum: mu }),
    ...(weightDecay !== undefined && { weightDecay }),
    ...(clipNorm !== undefined && { clipNorm }),
    ...(clipValue !== undefined && { clipValue }),
    schedule,
    ...(schedule !== "constant" && { scheduleSteps: flags.scheduleSteps ?? length }),
    ...(schedule === "step" && { scheduleFactor: flags.scheduleFactor ?? 0.1 }),
    ...(rise !== undefined && { warmUp: rise }),
    ...(patience !== undefined && { patience }),
  };
}

/** The plan as the library takes it. */
export function trainingOf(plan: Plan): Omit<TrainOptions, "network" | "data"> {
  const { batch, epochs, seed, shuffle, patience } = plan;
  const clipping = clippingOf(plan);
  return {
    optimizer: optimizerOf(plan),
    learningRate: scheduleOf(plan),
    ...(clipping && { clipping }),
    batch,
    epochs,
    seed,
    shuffle,
    ...(patience !== undefined && { patience }),
  };
}

/** 3 suits outputs between 0 and 1; outputs without bounds would run away. */
function defaultRate(optimizer: OptimizerName, realTargets: boolean): number {
  return realTargets && RATES[optimizer] >= 0.1 ? RATES[optimizer] / 100 : RATES[optimizer];
}

function optimizerOf({ optimizer, momentum: mu, weightDecay }: Plan): Optimizer {
  const decay = weightDecay === undefined ? {} : { weightDecay };
  const velocity = mu === undefined ? {} : { momentum: mu };
  if (optimizer === "momentum") return momentum({ ...decay, ...velocity });
  if (optimizer === "nesterov") return nesterov({ ...decay, ...velocity });
  return optimizers[optimizer](decay);
}

function scheduleOf({
  lr,
  schedule,
  scheduleSteps = 1,
  scheduleFactor = 1,
  warmUp: rise = 0,
}: Plan): Schedule {
  const schedules = {
    constant: () => constantRate(lr),
    step: () => stepRate(lr, scheduleSteps, scheduleFactor),
    cosine: () => cosineRate(lr, scheduleSteps),
  } as const;
  const rate = schedules[schedule]();
  return rise === 0 ? rate : warmUp(rise, rate);
}

function clippingOf({ clipNorm, clipValue }: Plan): Clipping | undefined {
  if (clipNorm !== undefined) return clipByNorm(clipNorm);
  return clipValue === undefined ? undefined : clipByValue(clipValue);
}

/** Refuses options without effect: a misunderstanding that would cost a whole run. */
export function refuseUseless(flags: TrainFlags): void {
  const { optimizer = "sgd", schedule = "constant" } = flags;
  if (flags.momentum !== undefined && optimizer !== "momentum" && optimizer !== "nesterov") {
    throw new ValueError(
      `--momentum is for the optimizers momentum and nesterov, got ${optimizer}; leave it out`,
    );
  }
  if (flags.clipNorm !== undefined && flags.clipValue !== undefined) {
    throw new ValueError("--clip-norm and --clip-value must not come together; choose one");
  }
  if (flags.scheduleSteps !== undefined && schedule === "constant") {
    throw new ValueError(
      "--schedule-steps is for the schedules step and cosine, got constant; add --schedule",
    );
  }
  if (flags.scheduleFactor !== undefined && schedule !== "step") {
    throw new ValueError(`--schedule-factor is for the schedule step, got ${schedule}; leave it out`);
  }
}
