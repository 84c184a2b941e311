import type { Reader } from "../compute/reader.ts";
import type { Card } from "./layout.ts";

/** One number of a neuron. */
export interface Row {
  readonly letter: string;
  readonly id: string;
  readonly unit: readonly number[];
  /** A number to change, not one that is computed. */
  readonly isGiven: boolean;
}

/** What a card shows, from above. */
export function rowsOf({ kind, layer, unit }: Card, reader: Reader): Row[] {
  const row = (letter: string, id: string, isGiven = false): Row => ({ letter, id, unit: [unit], isGiven });
  if (kind === "input") return [row("x", "x", true), row("∂x", "dC-dx")];
  if (kind === "cost") return [{ letter: "C", id: "C", unit: [], isGiven: false }];
  if (kind === "more") return [];
  const { z, a, delta } = reader.ids(layer);
  const rows = [row("b", `b${layer}`, true), row("z", z), row("a", a), row("δ", delta)];
  return kind === "output" ? [...rows, row("y", "y", true)] : rows;
}
