import { name, wholeNumber } from "../parsers.ts";

/** Reads names with commas between them; each counts once. */
export function names<const N extends string>(option: string, known: readonly N[]): (text: string) => N[] {
  return listOf(name(option, known));
}

/** Reads whole numbers from 1 on with commas between them; each counts once. */
export function threadCounts(option: string): (text: string) => number[] {
  return listOf(wholeNumber(option, 1));
}

function listOf<T>(read: (text: string) => T): (text: string) => T[] {
  return (text) => [...new Set(text.split(",").map((part) => read(part.trim())))];
}
