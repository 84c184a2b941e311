import type { Tensor } from "../graph/tensor.ts";
import type { ActivationName } from "../nn/activations.ts";
import type { CostName } from "../nn/costs/costs.ts";
import { network, type Network, type Reduction } from "../nn/network.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { superscript } from "../util/superscript.ts";
import { checked } from "./checked.ts";
import { checkFinite } from "./finite.ts";
import { parseJson } from "./json.ts";
import { formatJson, type Json } from "./jsonText.ts";
import { refuseMisspelt } from "./misspelt.ts";
import { networkSchema } from "./networkSchema.ts";
import { checkSizes, rowsOf } from "./networkSizes.ts";
import { refusal, type Place } from "./place.ts";

/** A network as numbers and names. */
export interface StoredNetwork {
  readonly layers: {
    /** W, one row for each neuron: `[out][in]`. */
    readonly weights: number[][];
    /** b, one number for each neuron. */
    readonly bias: number[];
    readonly activation: ActivationName;
  }[];
  readonly cost: CostName;
  readonly reduction: Reduction;
}

/** What a network file holds: a network and, if given, a batch to run it on. */
export interface NetworkFile extends StoredNetwork {
  /** One row per sample. */
  readonly input?: number[][];
  /** One row per sample. */
  readonly target?: number[][];
}

/**
 * Reads a network file.
 *
 * Where they are absent, the cost is quadratic and the reduction the mean. A flat `input` or `target` is a batch of one.
 * Other keys than the format's are ignored.
 *
 * @param text the file's JSON
 * @param where the file's name, for the message
 * @throws FormatError for the first thing that does not fit, with its path: kinds and names first, then sizes
 *
 * @example
 * ```ts
 * const text = '{ "layers": [{ "weights": [[2, 3]], "bias": [1], "activation": "relu" }], "input": [10, 20] }';
 * const file = parseNetworkFile(text, "net.json");
 * evaluate(forward(toNetwork(file), constant(file.input)).output).data; // Float64Array [81]
 * parseNetworkFile(text.replace("relu", "relo"), "net.json"); // throws FormatError: net.json
 * ```
 */
export function parseNetworkFile(text: string, where: string): NetworkFile {
  return networkFrom(parseJson(text, where), { where, path: [] });
}

/**
 * The same from a JSON value that is already read, such as a part of a larger document.
 *
 * @param place where the value is, for the message
 */
export function networkFrom(value: unknown, place: Place): NetworkFile {
  refuseMisspelt(value, ["cost", "reduction", "input", "target"], place);
  if (isCheckpoint(value)) {
    throw refusal(
      place,
      "must be a network file, got a checkpoint; continue its training, or take its network part",
    );
  }
  const raw = checked(networkSchema, value, place);
  checkSizes(raw, place);
  const { layers, cost, reduction, input, target } = raw;
  return {
    layers,
    cost,
    reduction,
    ...(input === undefined ? {} : { input: rowsOf(input) }),
    ...(target === undefined ? {} : { target: rowsOf(target) }),
  };
}

/**
 * A network file's text: one line per row of weights, every number such that it reads back bit by bit.
 *
 * @throws NumericError where a number is NaN or infinite, so that a broken network is never saved
 */
export function formatNetworkFile(file: NetworkFile): string {
  const { input, target } = file;
  if (input !== undefined) checkRows("input", input);
  if (target !== undefined) checkRows("target", target);
  return formatJson({ ...networkJson(file), input, target });
}

/**
 * A network as JSON, its keys in the format's order.
 *
 * @throws NumericError where a number is NaN or infinite
 */
export function networkJson({ layers, cost, reduction }: StoredNetwork): Record<string, Json> {
  layers.forEach(({ weights, bias }, l) => {
    checkRows(`W${superscript(l + 1)}`, weights);
    checkFinite(`b${superscript(l + 1)}`, bias, [bias.length]);
  });
  return {
    layers: layers.map(({ weights, bias, activation }) => ({ weights, bias, activation })),
    cost,
    reduction,
  };
}

/** The network that a file describes, its parameters as nodes of a graph. */
export function toNetwork({ layers, cost, reduction }: StoredNetwork): Network {
  return network({ layers, cost, reduction });
}

/**
 * A network and the numbers of its parameters, to save.
 *
 * @param values gives the present numbers of a parameter
 */
export function fromNetwork(
  { layers, cost, reduction }: Network,
  values: (parameter: Tensor) => HostArray,
): NetworkFile {
  return {
    layers: layers.map(({ weights, bias, activation }) => ({
      weights: rows(values(weights)),
      bias: [...values(bias).data],
      activation,
    })),
    cost,
    reduction,
  };
}

function rows({ data, shape }: HostArray): number[][] {
  const [out, into] = shape as [number, number];
  return Array.from({ length: out }, (_, i) => [...data.subarray(i * into, (i + 1) * into)]);
}

function checkRows(name: string, matrix: readonly (readonly number[])[]): void {
  const [height, width] = [matrix.length, matrix[0]?.length ?? 0];
  checkFinite(name, matrix.flat(), [height, width]);
}

function isCheckpoint(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === "backproof-checkpoint"
  );
}
