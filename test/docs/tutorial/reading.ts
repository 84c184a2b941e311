import { readFileSync } from "node:fs";
import type { Derivation, Step } from "../../../src/explain/derivation.ts";
import { parseNetworkFile, type NetworkFile } from "../../../src/format/networkFile.ts";
import { evaluate, type Tensor } from "../../../src/index.ts";
import { toHostArray } from "../../../src/tensor/hostArray.ts";

/** A tensor's numbers, row after row. */
export function values(tensor: Tensor): number[] {
  return [...evaluate(tensor).data];
}

/** The numbers of a step, row after row. */
export function numbersOf(derivation: Derivation, id: string): number[] {
  const { value } = stepOf(derivation, id);
  if (value === undefined) throw new Error(`the step ${id} has no value`);
  return [...toHostArray(value).data];
}

export function stepOf({ steps }: Derivation, id: string): Step {
  const found = steps.find((one) => one.id === id);
  if (found === undefined)
    throw new Error(`there is no step ${id}; there are ${steps.map((s) => s.id).join(", ")}`);
  return found;
}

/** A network of the folder `examples/` with its batch. */
export function exampleFile(name: string): {
  readonly file: NetworkFile;
  readonly input: number[][];
  readonly target: number[][];
} {
  const text = readFileSync(new URL(`../../../examples/${name}`, import.meta.url), "utf8");
  const file = parseNetworkFile(text, name);
  const { input, target } = file;
  if (input === undefined || target === undefined) throw new Error(`${name} must have input and target`);
  return { file, input, target };
}
