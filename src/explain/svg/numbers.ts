import type { Derivation, Numbers } from "../derivation.ts";
import { shown } from "../numbers.ts";
import { superscript } from "../../util/superscript.ts";

/** Looks up one number of a given or a step; undefined where the derivation does not hold it. */
export type Lookup = (id: string, index: readonly number[]) => number | undefined;

/** The numbers of a derivation: those of whole quantities, and of large ones the elements that are shown. */
export function lookupOf({ givens, steps }: Derivation): Lookup {
  const values = new Map<string, Numbers>();
  for (const { id, value } of [...givens, ...steps]) if (value !== undefined) values.set(id, value);
  const elements = new Map<string, number>();
  for (const step of steps) {
    for (const { index, total, terms } of [...(step.elements ?? []), ...(step.forms?.index.elements ?? [])]) {
      elements.set(keyOf(step.id, index), total);
      for (const { factors } of terms) for (const f of factors) elements.set(keyOf(f.of, f.index), f.value);
    }
  }
  return (id, index) => {
    let value = values.get(id);
    for (const place of index) value = typeof value === "object" ? value[place] : undefined;
    return typeof value === "number" ? value : elements.get(keyOf(id, index));
  };
}

/** A number in plain characters: −0.0881, 9.5·10⁻⁴. */
export function numberText(value: number, digits: number): string {
  return shown(value, digits)
    .replace(/ \\cdot 10\^\{(-?\d+)\}/, (_, power: string) => `·10${powerText(power)}`)
    .replace(/^(-?)10\^\{(-?\d+)\}/, (_, sign: string, power: string) => `${sign}10${powerText(power)}`)
    .replace("\\mathrm{NaN}", "NaN")
    .replace("\\infty", "∞")
    .replace(/-/g, "−");
}

/** The same with its sign always in front, so that it does not hang on a colour. */
export function signedText(value: number, digits: number): string {
  const text = numberText(value, digits);
  return value > 0 ? `+${text}` : text;
}

/** Places as subscript digits: ₁₂, or ₁,₂ for two of them. */
export function subscript(index: readonly number[], first: number): string {
  const digits = (place: number): string =>
    String(place + first).replace(/\d/g, (d) => "₀₁₂₃₄₅₆₇₈₉".charAt(Number(d)));
  return index.map(digits).join(",");
}

function powerText(power: string): string {
  return power.startsWith("-") ? `⁻${superscript(Number(power.slice(1)))}` : superscript(Number(power));
}

function keyOf(id: string, index: readonly number[]): string {
  return `${id}[${index.join()}]`;
}
