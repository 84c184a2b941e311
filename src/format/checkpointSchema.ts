import * as v from "valibot";
import { must, numberRow, wholeNumber } from "./checked.ts";
import { describeJson } from "./describe.ts";
import { networkSchema } from "./networkSchema.ts";

export const CHECKPOINT_FORMAT = "backproof-checkpoint";
export const CHECKPOINT_VERSION = 1;

const text = v.custom<string>(
  (value) => typeof value === "string" && value !== "",
  must("be a text of at least one character"),
);

const truth = v.boolean(must("be true or false"));

const option = v.custom<number | string | boolean>(
  (value) => typeof value === "string" || typeof value === "boolean" || Number.isFinite(value),
  must("be a finite number, a text, or true or false"),
);

// v.record() alone takes a list for an object whose keys are numbers.
const options = v.lazy((value): v.GenericSchema<Record<string, number | string | boolean>> =>
  Array.isArray(value) ? noOptions : v.record(v.string(), option, must(OPTIONS)),
);
const OPTIONS = "be an object of options by name";
const noOptions = v.custom<Record<string, never>>(() => false, must(OPTIONS));

const training = v.object(
  {
    optimizer: text,
    seed: wholeNumber(0),
    batch: wholeNumber(1),
    shuffle: truth,
    epoch: wholeNumber(0),
    options: v.optional(options),
  },
  must("be an object with optimizer, seed, batch, shuffle and epoch"),
);

const stateTensor = v.object(
  { name: text, shape: v.array(wholeNumber(0), must("be a list of sizes")), values: numberRow },
  must("be an object with name, shape and values"),
);

/** What a checkpoint holds, where only the kinds are checked and no sizes; other keys are left out. */
export const checkpointSchema = v.object(
  {
    format: v.literal(CHECKPOINT_FORMAT, must(`be "${CHECKPOINT_FORMAT}"`)),
    version: v.literal(CHECKPOINT_VERSION, must(`be ${CHECKPOINT_VERSION}`, describeVersion)),
    network: networkSchema,
    training,
    state: v.array(stateTensor, must("be a list of tensors")),
  },
  must("be an object with format, version, network, training and state"),
);

function describeVersion(value: unknown): string {
  const newer = typeof value === "number" && value > CHECKPOINT_VERSION;
  return describeJson(value) + (newer ? "; a newer Backproof wrote it, so update this one" : "");
}
