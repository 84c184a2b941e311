import { FormatError } from "../util/errors.ts";

/** Keys and indices from the root of a JSON document: `["layers", 1, "bias"]`. */
export type JsonPath = readonly (string | number)[];

/** A place in a file: its name, and the path inside it. */
export interface Place {
  readonly where: string;
  readonly path: JsonPath;
}

/** A place further inside. */
export function inside({ where, path }: Place, ...further: JsonPath): Place {
  return { where, path: [...path, ...further] };
}

/** `layers[1].bias`; keys that are not plain words are quoted: `options["a b"]`. */
export function formatPath(path: JsonPath): string {
  return path.map((step, i) => formatStep(step, i === 0)).join("");
}

/**
 * The error for what does not fit at a place: `net.json: layers[1].bias must have …`.
 *
 * @param requirement the rest of the sentence: `must …, got …`
 */
export function refusal({ where, path }: Place, requirement: string): FormatError {
  return new FormatError(
    [`${where}:`, formatPath(path), requirement].filter((part) => part !== "").join(" "),
  );
}

function formatStep(step: string | number, first: boolean): string {
  if (typeof step === "number") return `[${step}]`;
  if (!/^[\w$-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
  return first ? step : `.${step}`;
}
