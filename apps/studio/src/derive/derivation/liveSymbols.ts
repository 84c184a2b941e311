import type { Derivation, Element } from "backproof/explain";
import { keyOf } from "../keys.ts";

/** A symbol that lights up, and lights others up. */
export interface LiveSymbol {
  readonly latex: string;
  readonly key: string;
}

/** The symbols of all quantities of a derivation, and of the numbers that some elements are made of. */
export function liveSymbols(
  { givens, steps, convention }: Derivation,
  elements: readonly Element[],
): LiveSymbol[] {
  const symbols = new Map([...givens, ...steps].map(({ id, symbol }) => [id, symbol]));
  const wholes = [...symbols].map(([id, latex]): LiveSymbol => ({ latex, key: id }));
  const entries = elements
    .flatMap(({ terms }) => terms.flatMap(({ factors }) => factors))
    .flatMap(({ of, index }): LiveSymbol[] => {
      const symbol = symbols.get(of);
      if (symbol === undefined || index.length === 0) return [];
      return [
        {
          latex: entryLatex(
            symbol,
            index.map((place) => place + convention.firstIndex),
          ),
          key: keyOf(of, index),
        },
      ];
    });
  return [...wholes, ...entries];
}

/** One number of a quantity: `w^{2}_{1,2}` of `W^{2}`, `\frac{\partial C}{\partial w^{2}_{1,2}}` of its gradient. */
export function entryLatex(symbol: string, places: readonly number[]): string {
  const [, head = "", base = symbol, tail = ""] =
    /^(\\frac\{\\partial C\}\{\\partial )(.+)(\})$/.exec(symbol) ?? [];
  return `${head}${base.replace(/^W/, "w")}_{${places.join(",")}}${tail}`;
}
