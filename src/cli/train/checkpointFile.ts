import type { Command } from "commander";
import { readText } from "../../data/node/files.ts";
import { writeAtomic } from "../../data/node/writeAtomic.ts";
import { formatCheckpoint, parseCheckpoint, type Checkpoint } from "../../format/checkpoint.ts";
import { CHECKPOINT_FORMAT, CHECKPOINT_VERSION } from "../../format/checkpointSchema.ts";
import type { TrainingState } from "../../train/events.ts";
import type { TrainOptions } from "../../train/options.ts";
import { BackproofError, FormatError, ValueError } from "../../util/errors.ts";
import type { Engine } from "../../engines.ts";
import { DATA_KEYS } from "../dataOptions.ts";
import { BEST_EPOCH, BEST_SCORE, storeState } from "./checkpointState.ts";
import type { Plan } from "./plan.ts";
import type { ComputedBy } from "./resumedEngine.ts";
import type { TrainFlags } from "./trainOptions.ts";

/** What a checkpoint knows of the data: where it was, and what it was. */
export interface DataIdentity {
  readonly data: string;
  readonly dataDigest: string;
}

/** Saves what `--resume` needs. */
export async function writeCheckpoint(
  path: string,
  options: TrainOptions,
  state: TrainingState,
  plan: Plan,
  flags: TrainFlags,
  identity: DataIdentity,
  { name: engine, precision }: Pick<Engine, "name" | "precision">,
): Promise<void> {
  const { network, state: tensors, best } = storeState(options, state);
  const { optimizer, seed, batch, shuffle, ...numbers } = plan;
  const data = Object.fromEntries(
    DATA_KEYS.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]])),
  );
  await writeAtomic(
    path,
    formatCheckpoint({
      format: CHECKPOINT_FORMAT,
      version: CHECKPOINT_VERSION,
      network,
      training: {
        optimizer,
        seed,
        batch,
        shuffle,
        epoch: state.epoch,
        options: { ...numbers, ...data, ...identity, ...best, engine, precision },
      },
      state: tensors,
    }),
  );
}

/** A checkpoint, and its options as if they had been given on the command line. */
export interface Resumed {
  readonly checkpoint: Checkpoint;
  readonly flags: TrainFlags;
  readonly identity: DataIdentity;
  readonly computedBy: ComputedBy;
}

/**
 * Reads a checkpoint and puts the options given now over its own.
 *
 * @param command knows how to read each option
 * @throws ValueError where an option given now would lead to other numbers
 */
export async function readCheckpoint(path: string, given: TrainFlags, command: Command): Promise<Resumed> {
  const checkpoint = parseCheckpoint(await readText(path), path);
  const { options = {}, optimizer, seed, batch, shuffle } = checkpoint.training;
  const { data, dataDigest, [BEST_EPOCH]: _epoch, [BEST_SCORE]: _score, ...numbers } = options;
  if (typeof data !== "string" || typeof dataDigest !== "string") {
    throw new FormatError(
      `${path}: training.options must have data and dataDigest, got other options; start a new training`,
    );
  }
  const stored: Record<string, unknown> = { shuffle, ...FIRST_ENGINE };
  for (const [key, value] of Object.entries({ ...numbers, optimizer, seed, batch })) {
    stored[key] = readOption(key, value, command, path);
  }
  for (const [key, value] of Object.entries(given)) refuseOther(key, value, stored[key], path);
  // `shuffle` is always there, and when true it only means that --no-shuffle was not given.
  return {
    checkpoint,
    flags: { ...stored, ...given, shuffle },
    identity: { data, dataDigest },
    computedBy: stored as unknown as ComputedBy,
  };
}

/** What computed the runs whose checkpoints do not say by what. */
const FIRST_ENGINE: ComputedBy = { engine: "reference", precision: "f64" };

/** The value of a stored option, read as the command line would read it. */
function readOption(key: string, value: string | number | boolean, command: Command, path: string): unknown {
  const option = command.options.find((candidate) => candidate.attributeName() === key);
  const place = `${path}: training.options.${key}`;
  if (option === undefined) {
    throw new FormatError(
      `${place} must be an option of train, got an unknown one; was it written by a newer version?`,
    );
  }
  if (typeof value === "boolean" || option.parseArg === undefined) return value;
  try {
    return option.parseArg<unknown>(String(value), undefined);
  } catch (error) {
    if (error instanceof BackproofError)
      throw new FormatError(`${place}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Options that decide about the numbers; the others, such as --epochs and --patience, only about how long a run goes on. */
const FIXED: readonly string[] = [
  "optimizer",
  "lr",
  "batch",
  "seed",
  "shuffle",
  "momentum",
  "weightDecay",
  "clipNorm",
  "clipValue",
  "schedule",
  "scheduleSteps",
  "scheduleFactor",
  "warmUp",
] satisfies readonly (keyof Plan)[];

function refuseOther(key: string, given: unknown, stored: unknown, path: string): void {
  if (!FIXED.includes(key) || given === stored) return;
  if (key === "shuffle") {
    if (given === true) return;
    throw new ValueError(`--no-shuffle must be left out, as the run of ${path} shuffles`);
  }
  const flag = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const required = stored === undefined ? "absent" : JSON.stringify(stored);
  throw new ValueError(
    `${flag} must be ${required} as in ${path}, got ${String(given)}; leave it out to go on`,
  );
}
