import { checkWords } from "../parts/CheckMark.tsx";
import { entryName, text } from "../parts/text.ts";
import type { Reader } from "../compute/reader.ts";
import { settings } from "../state.ts";
import type { Card } from "./layout.ts";

export const NOT_YET = "not computed yet";

/** `z²₁ = 0.23, right: index form, relative error 0`, or that it is not computed yet. */
export function numberWords(reader: Reader, id: string, unit: readonly number[]): string {
  const { firstIndex, digits } = settings.value;
  const name = reader.step(id)?.name ?? "";
  const named = unit.length === 0 ? name || id : entryName(idAsWritten(id, name), unit, firstIndex);
  const value = reader.at(id, unit);
  if (value === undefined) return `${named}: ${NOT_YET}`;
  const check = reader.step(id)?.check;
  return `${named} = ${text(value, digits)}${check === undefined ? "" : `, ${checkWords(check)}`}`;
}

/** A gradient that the convention calls δ has the id of what it is the gradient of. */
function idAsWritten(id: string, name: string): string {
  const layer = /\d+$/.exec(id)?.[0] ?? "";
  return name.startsWith("δ") ? `delta${layer}` : id;
}

/** `neuron 2`, `input 1`, `cost`: the head of a card. */
export function cardName({ kind, unit }: Pick<Card, "kind" | "unit">, classes?: readonly string[]): string {
  if (kind === "cost") return "cost";
  const number = unit + settings.value.firstIndex;
  if (kind === "output" && classes?.[unit] !== undefined) return `output “${classes[unit]}”`;
  return `${kind === "input" ? "input" : kind === "output" ? "output" : "neuron"} ${number}`;
}
