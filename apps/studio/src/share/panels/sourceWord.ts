import type { Source } from "../../derive/state.ts";
import { LinkError } from "../codec/linkError.ts";

/** Where a problem comes from. The names in it are anybody's, so it is JSON. */
export function formatSource({ sample, inputShape, classes, targetIsGuess }: Source): string {
  return JSON.stringify({ sample, inputShape, classes, targetIsGuess });
}

/** @throws LinkError for anything that does not fit the network */
export function parseSource(text: string, where: string, inputs: number, outputs: number): Source {
  const value = parse(text);
  if (!isRecord(value)) throw wrong(where, "an object");
  const { sample, inputShape, classes, targetIsGuess } = value;
  if (typeof sample !== "string" || typeof targetIsGuess !== "boolean")
    throw wrong(where, "a sample and whether its target is a guess");
  if (
    inputShape !== undefined &&
    !(isListOf(inputShape, isSize) && inputShape.reduce((a, b) => a * b, 1) === inputs)
  ) {
    throw wrong(where, `a shape of ${inputs} inputs`);
  }
  if (classes !== undefined && !(isListOf(classes, isString) && classes.length === outputs)) {
    throw wrong(where, `the names of ${outputs} classes`);
  }
  return { sample, targetIsGuess, ...(inputShape && { inputShape }), ...(classes && { classes }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrong(where: string, wanted: string): LinkError {
  return new LinkError(`${where} must tell ${wanted}; copy the link again.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, is: (entry: unknown) => entry is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
