import type { RawNetwork } from "./networkSchema.ts";
import { inside, refusal, type Place } from "./place.ts";

type RawLayer = RawNetwork["layers"][number];

/**
 * Refuses a network whose sizes do not agree.
 *
 * @throws FormatError for the first size that does not
 */
export function checkSizes({ layers, input, target }: RawNetwork, place: Place): void {
  if (layers.length === 0)
    throw refusal(inside(place, "layers"), "must hold at least one layer, got an empty list");
  layers.forEach((layer, l) => {
    checkLayer(layer, l, layers[l - 1], inside(place, "layers", l));
  });
  const into = layers[0]!.weights[0]!.length;
  const out = layers.at(-1)!.bias.length;
  if (input !== undefined) {
    checkBatch(input, into, `as the rows of layers[0].weights have ${into}`, inside(place, "input"));
  }
  if (target !== undefined) {
    checkBatch(target, out, `as the last layer has ${neurons(out)}`, inside(place, "target"));
  }
  if (input === undefined || target === undefined) return;
  const [inputs, targets] = [rowsOf(input).length, rowsOf(target).length];
  if (inputs !== targets) {
    throw refusal(
      inside(place, "target"),
      `must have ${count(inputs, "row")}, one for each row of input, got ${targets}`,
    );
  }
}

/** A flat row as a batch of one. */
export function rowsOf(batch: number[] | number[][]): number[][] {
  return isFlat(batch) ? [batch] : batch;
}

function checkLayer(
  { weights, bias }: RawLayer,
  l: number,
  before: RawLayer | undefined,
  place: Place,
): void {
  if (weights.length === 0) {
    throw refusal(inside(place, "weights"), "must have one row for each neuron, got an empty list");
  }
  const into = before?.bias.length ?? weights[0]!.length;
  if (into === 0)
    throw refusal(inside(place, "weights", 0), "must have one number for each input, got an empty list");
  const because = before === undefined ? "like row 0" : `as layer ${l - 1} has ${neurons(into)}`;
  // In some libraries weights are [in, out]: then every row is as long as the bias.
  const transposed = weights.length === into && weights.every((row) => row.length === bias.length);
  const wayOut = transposed ? "; transpose the weights: row i holds what enters neuron i" : "";
  weights.forEach((row, i) => {
    if (row.length === into) return;
    const requirement = `must have ${count(into, "number")}, ${because}, got ${row.length}`;
    throw refusal(inside(place, "weights", i), requirement + wayOut);
  });
  if (bias.length !== weights.length) {
    const rows = count(weights.length, "number");
    const requirement = `must have ${rows}, one for each row of weights, got ${bias.length}`;
    const columns =
      bias.length === into ? "; or transpose the weights: row i holds what enters neuron i" : "";
    throw refusal(inside(place, "bias"), requirement + columns);
  }
}

function checkBatch(batch: number[] | number[][], width: number, because: string, place: Place): void {
  if (batch.length === 0) throw refusal(place, "must hold at least one row, got an empty list");
  if (isFlat(batch)) {
    if (batch.length === width) return;
    const wayOut = "; several samples are a list of rows";
    throw refusal(place, `must have ${count(width, "number")}, ${because}, got ${batch.length}${wayOut}`);
  }
  batch.forEach((row, i) => {
    if (row.length === width) return;
    throw refusal(inside(place, i), `must have ${count(width, "number")}, ${because}, got ${row.length}`);
  });
}

function isFlat(batch: number[] | number[][]): batch is number[] {
  return !Array.isArray(batch[0]);
}

function neurons(n: number): string {
  return count(n, "neuron");
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
