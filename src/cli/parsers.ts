import { ValueError } from "../util/errors.ts";
import { oneOf } from "../util/suggest.ts";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export interface Bounds {
  /** The least value that is allowed. */
  readonly from?: number;
  /** The value must be larger than this. */
  readonly above?: number;
  /** The value must be smaller than this. */
  readonly below?: number;
}

/** Reads an option's whole number. */
export function wholeNumber(option: string, from: number): (text: string) => number {
  return (text) => {
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= from) return value;
    throw new ValueError(`${option} must be a whole number from ${from} on, got "${text}"`);
  };
}

/** Reads an option's number. */
export function number(
  option: string,
  { from = -Infinity, above = -Infinity, below = Infinity }: Bounds = {},
) {
  return (text: string): number => {
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value) && value >= from && value > above && value < below) return value;
    const limits = [
      from > -Infinity ? `from ${from} on` : "",
      above > -Infinity ? `above ${above}` : "",
      below < Infinity ? `below ${below}` : "",
    ];
    const requirement = ["a number", limits.filter((limit) => limit !== "").join(" and ")].join(" ").trim();
    throw new ValueError(`${option} must be ${requirement}, got "${text}"`);
  };
}

/** Reads a factor: a number, or a fraction such as 1/255. */
export function factor(option: string): (text: string) => number {
  return (text) => {
    const [top = "", bottom = "1", ...rest] = text.split("/");
    const value = DECIMAL.test(top) && DECIMAL.test(bottom) ? Number(top) / Number(bottom) : Number.NaN;
    if (Number.isFinite(value) && value !== 0 && rest.length === 0) return value;
    throw new ValueError(
      `${option} must be a number other than 0, or a fraction such as 1/255, got "${text}"`,
    );
  };
}

/** Reads one of some names. */
export function name<const N extends string>(option: string, names: readonly N[]): (text: string) => N {
  return (text) => {
    const known = names.find((candidate) => candidate === text);
    if (known === undefined) throw new ValueError(`${option} ${oneOf(text, names)}`);
    return known;
  };
}

/** Reads sizes of layers: 30,10. */
export function sizes(option: string): (text: string) => number[] {
  return (text) => {
    const values = text.split(",").map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : 0));
    if (values.every((value) => Number.isSafeInteger(value) && value > 0)) return values;
    throw new ValueError(
      `${option} must be whole numbers from 1 on, with commas between them, such as 30,10, got "${text}"`,
    );
  };
}
