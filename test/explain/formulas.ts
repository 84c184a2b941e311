import temml from "temml";
import type { Derivation, Element } from "../../src/explain/derivation.ts";

/** Every LaTeX string of a derivation. */
export function formulasOf({ givens, steps, paths, cost }: Derivation): string[] {
  const ofElement = ({ symbol, terms }: Element): string[] => [
    symbol,
    ...terms.map(({ formula }) => formula),
  ];
  const all = [
    cost.symbol,
    ...givens.map(({ symbol }) => symbol),
    ...(paths ?? []).map(({ formula }) => formula),
    ...steps.flatMap(({ symbol, formula, shapes, substituted, elements, forms }) => [
      ...[symbol, formula, shapes, substituted],
      ...(elements ?? []).flatMap(ofElement),
      ...Object.values(forms ?? {}).flatMap((form) => [
        ...[form.formula, ...form.substituted],
        ...(form.elements ?? []).flatMap(ofElement),
        ...(form.tensors ?? []).map((tensor) => tensor.symbol),
      ]),
    ]),
  ];
  return [...new Set(all)];
}

/** Those that are no LaTeX, or show what only a program knows; empty where all is well. */
export function badFormulas(derivation: Derivation): string[] {
  return formulasOf(derivation).filter((latex) => !isFormula(latex));
}

function isFormula(latex: string): boolean {
  // A letter that was not found is written ?, and words of the program have no place in a formula.
  if (latex.trim() === "" || /[?]|undefined|NaN|null|\[object|placeholder/.test(latex)) return false;
  try {
    temml.renderToString(latex, { throwOnError: true });
    return isBalanced(latex);
  } catch {
    return false;
  }
}

function isBalanced(latex: string): boolean {
  let depth = 0;
  for (const sign of latex.replace(/\\[\\{}]/g, "")) {
    if (sign === "{") depth++;
    if (sign === "}" && --depth < 0) return false;
  }
  return depth === 0 && count(latex, "\\left") === count(latex, "\\right");
}

function count(latex: string, command: string): number {
  return latex.split(new RegExp(`\\${command}(?![a-z])`)).length;
}
