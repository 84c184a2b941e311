import { sizeOf, formatShape } from "../tensor/shape.ts";
import { checked } from "./checked.ts";
import { checkpointSchema, CHECKPOINT_FORMAT, CHECKPOINT_VERSION } from "./checkpointSchema.ts";
import { checkFinite } from "./finite.ts";
import { parseJson } from "./json.ts";
import { formatJson } from "./jsonText.ts";
import { networkJson, type StoredNetwork } from "./networkFile.ts";
import { checkSizes } from "./networkSizes.ts";
import { inside, refusal, type Place } from "./place.ts";

/** Everything that a training needs to go on as if it had never stopped. */
export interface Checkpoint {
  readonly format: typeof CHECKPOINT_FORMAT;
  readonly version: typeof CHECKPOINT_VERSION;
  readonly network: StoredNetwork;
  readonly training: TrainingSettings;
  /** The step counter and the optimizer's memory, in the optimizer's order. */
  readonly state: StateTensor[];
}

export interface TrainingSettings {
  readonly optimizer: string;
  readonly seed: number;
  /** Samples per step. */
  readonly batch: number;
  readonly shuffle: boolean;
  /** How many epochs are finished. */
  readonly epoch: number;
  /** The optimizer's and the schedule's numbers: learning rate, momentum, … */
  readonly options?: Readonly<Record<string, number | string | boolean>>;
}

export interface StateTensor {
  readonly name: string;
  readonly shape: number[];
  /** In row-major order. */
  readonly values: number[];
}

/**
 * Reads a checkpoint.
 *
 * @param text the file's JSON
 * @param where the file's name, for the message
 * @throws FormatError for the first thing that does not fit, with its path: kinds and names first, then sizes
 */
export function parseCheckpoint(text: string, where: string): Checkpoint {
  const place = { where, path: [] };
  const value = parseJson(text, where);
  if (isNetworkFile(value)) {
    throw refusal(
      place,
      "must be a checkpoint, got a network file, which has no training to go on with; start a new one from it",
    );
  }
  const { format, version, network, training, state } = checked(checkpointSchema, value, place);
  checkSizes(network, inside(place, "network"));
  state.forEach((tensor, i) => {
    checkTensor(tensor, inside(place, "state", i));
  });
  const { layers, cost, reduction } = network;
  const { options, ...settings } = training;
  return {
    format,
    version,
    network: { layers, cost, reduction },
    training: { ...settings, ...(options === undefined ? {} : { options }) },
    state,
  };
}

/**
 * A checkpoint's text; every number reads back bit by bit.
 *
 * @throws NumericError where a number is NaN or infinite
 */
export function formatCheckpoint({ network, training, state }: Checkpoint): string {
  for (const { name, shape, values } of state) checkFinite(name, values, shape);
  const { optimizer, seed, batch, shuffle, epoch, options } = training;
  for (const [name, value] of Object.entries(options ?? {})) {
    if (typeof value === "number") checkFinite(`the option ${name}`, [value], []);
  }
  return formatJson({
    format: CHECKPOINT_FORMAT,
    version: CHECKPOINT_VERSION,
    network: networkJson(network),
    training: { optimizer, seed, batch, shuffle, epoch, options: options && sorted(options) },
    state: state.map(({ name, shape, values }) => ({ name, shape, values })),
  });
}

function checkTensor({ shape, values }: StateTensor, place: Place): void {
  const size = sizeOf(shape);
  if (values.length === size) return;
  const numbers = `${size} number${size === 1 ? "" : "s"}`;
  throw refusal(
    inside(place, "values"),
    `must have ${numbers}, as its shape is ${formatShape(shape)}, got ${values.length}`,
  );
}

/** Options in the order of their names: the same options give the same text. */
function sorted<T>(options: Readonly<Record<string, T>>): Record<string, T> {
  const names = Object.keys(options).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, options[name]!]));
}

function isNetworkFile(value: unknown): boolean {
  return typeof value === "object" && value !== null && "layers" in value && !("format" in value);
}
