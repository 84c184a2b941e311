import * as v from "valibot";
import { nearest, oneOf } from "../util/suggest.ts";
import { describeJson } from "./describe.ts";
import { inside, refusal, type Place } from "./place.ts";

/**
 * The value, if it has the schema's structure. Schemas of this folder carry as their messages the end of the sentence:
 * `must …, got …`.
 *
 * @throws FormatError for the first thing that does not fit
 */
export function checked<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  place: Place,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  // A missing key is a fault of the object that lacks it.
  if (missingKey(issue) !== undefined) path.pop();
  throw refusal(inside(place, ...path), issue.message);
}

/** The message of a schema: what it requires, then what it got. */
export function must(requirement: string, describe = describeJson): (issue: v.BaseIssue<unknown>) => string {
  return (issue) => {
    const missing = missingKey(issue);
    return `must ${requirement}, got ${missing === undefined ? describe(issue.input) : describeMissing(missing)}`;
  };
}

/** One of some names, with the nearest one proposed. */
export function name<const N extends string>(names: readonly N[]) {
  return v.picklist(names, ({ input }) =>
    typeof input === "string"
      ? oneOf(input, names)
      : `must be one of ${names.join(", ")}, got ${describeJson(input)}`,
  );
}

/** A finite number. */
export const finiteNumber = v.custom<number>(Number.isFinite, must("be a finite number", describeNoNumber));

/** A list of finite numbers. */
export const numberRow = v.lazy((row): v.GenericSchema<number[]> =>
  isNumberRow(row) ? asItIs : numberByNumber,
);

/** A whole number from `least` on that float64 holds exactly. */
export function wholeNumber(least: number) {
  return v.custom<number>(
    (n) => Number.isSafeInteger(n) && (n as number) >= least,
    must(`be a whole number from ${least} on`, describeNoNumber),
  );
}

// A schema call per number is five times as slow as a loop, and only a row that has a bad number needs to be told where.
const asItIs = v.custom<number[]>(() => true);
const numberByNumber = v.array(finiteNumber, must("be a list of numbers"));

function isNumberRow(row: unknown): boolean {
  return Array.isArray(row) && row.every((entry) => Number.isFinite(entry));
}

function describeNoNumber(value: unknown): string {
  if (value === null)
    return "null; JSON.stringify writes NaN and infinities as null, so look where one came from";
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) {
    return `the text ${describeJson(value)}; drop the quotes`;
  }
  return describeJson(value);
}

interface MissingKey {
  readonly key: string;
  readonly object: object;
}

function missingKey({ path }: v.BaseIssue<unknown>): MissingKey | undefined {
  const last = path?.at(-1);
  if (last?.origin !== "key") return undefined;
  return { key: String(last.key), object: last.input as object };
}

function describeMissing({ key, object }: MissingKey): string {
  if (Array.isArray(object)) return describeJson(object);
  const near = nearest(key, Object.keys(object));
  return near === undefined ? `no ${key}; add it` : `no ${key} but ${describeJson(near)}; rename it`;
}
