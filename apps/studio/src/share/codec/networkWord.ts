import type { StoredNetwork } from "backproof/format";
import { ACTIVATION_NAMES, COST_NAMES } from "backproof/nn";
import { LinkError } from "./linkError.ts";
import { formatNumbers, parseNumbers } from "./numbers.ts";
import { oneOfNames } from "./wordReader.ts";

/** Networks with more weights and biases than this go as a file. */
export const MOST_NUMBERS = 1000;
const MOST_LAYERS = 20;

/** A network in one word: `2-3-2~sigmoid,sigmoid~quadratic~mean~` and W¹ row by row, b¹, W², …. */
export function formatNetwork({ layers, cost, reduction }: StoredNetwork): string {
  const sizes = [layers[0]?.weights[0]?.length ?? 0, ...layers.map(({ bias }) => bias.length)];
  const numbers = layers.flatMap(({ weights, bias }) => [...weights.flat(), ...bias]);
  return [
    ...[sizes.join("-"), layers.map(({ activation }) => activation).join(",")],
    ...[cost, reduction, formatNumbers(numbers)],
  ].join("~");
}

/**
 * Reads a network.
 *
 * @throws LinkError for what is none, with the part that is wrong
 */
export function parseNetwork(word: string, where: string): StoredNetwork {
  const parts = word.split("~");
  if (parts.length !== 5) {
    throw new LinkError(
      `${where} must be sizes~activations~cost~reduction~numbers, got ${parts.length} parts; copy the link again.`,
    );
  }
  const [sizesText, activations, cost, reduction, numbers] = parts as [
    string,
    string,
    string,
    string,
    string,
  ];
  const sizes = sizesOf(sizesText, `${where}, sizes,`);
  const names = activations
    .split(",")
    .map((name) => oneOfNames(name, ACTIVATION_NAMES, `${where}, activation,`));
  if (names.length !== sizes.length - 1) {
    throw new LinkError(
      `${where} must have an activation for each of its ${sizes.length - 1} layers, got ${names.length}; copy the link again.`,
    );
  }
  let rest = parseNumbers(numbers, `${where}, numbers,`, parameterCount(sizes));
  const take = (count: number): number[] => {
    const taken = rest.slice(0, count);
    rest = rest.slice(count);
    return taken;
  };
  const layers = names.map((activation, l) => {
    const [into, out] = [sizes[l]!, sizes[l + 1]!];
    return { weights: Array.from({ length: out }, () => take(into)), bias: take(out), activation };
  });
  return {
    layers,
    cost: oneOfNames(cost, COST_NAMES, `${where}, cost,`),
    reduction: oneOfNames(reduction, ["mean", "sum"], `${where}, reduction,`),
  };
}

/** How many weights and biases layers of these sizes have, inputs first. */
export function parameterCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, out, l) => sum + out * (sizes[l]! + 1), 0);
}

function sizesOf(text: string, where: string): number[] {
  const sizes = text.split("-").map((size) => (/^[1-9]\d{0,3}$/.test(size) ? Number(size) : NaN));
  const isRight = sizes.length >= 2 && sizes.length <= MOST_LAYERS + 1 && sizes.every((size) => size > 0);
  if (!isRight)
    throw new LinkError(
      `${where} must be sizes such as 2-3-2, got ${JSON.stringify(text)}; copy the link again.`,
    );
  if (parameterCount(sizes) <= MOST_NUMBERS) return sizes;
  throw new LinkError(
    `${where} must be of a network of at most ${MOST_NUMBERS} weights and biases, got ${text}; open larger ones as a file.`,
  );
}
