import type { Derivation, FormName, Step } from "../../../src/explain/derivation.ts";
import { portable } from "../../../src/explain/markdown/portable.ts";
import { matrixLatex } from "../../../src/explain/matrices/matrix.ts";
import { shown } from "../../../src/explain/numbers.ts";
import { latexToText } from "../../../src/explain/text/latexToText.ts";
import { evaluate, type Tensor } from "../../../src/index.ts";
import { hostArray } from "../../../src/tensor/hostArray.ts";
import { stepOf } from "./reading.ts";

const DIGITS = 4;
/** Symbols and numbers stand on one line where they have no more characters than this. */
const ONE_LINE = 50;

function display(formula: string): string {
  return `$$\n${portable(formula)}\n$$`;
}

/** Equations below one another, with their first relations in one column: `["z &= w x + b", "&= 7"]`. */
export function aligned(...rows: readonly string[]): string {
  return display(`\\begin{aligned} ${rows.join(" \\\\ ")} \\end{aligned}`);
}

/** An equation with several right sides, below one another. */
export function equation(left: string, ...right: readonly string[]): string {
  return aligned(...right.map((side, i) => `${i === 0 ? left : ""} &= ${side}`));
}

/** Steps of a derivation, each in symbols and with the numbers plugged in. */
export function steps(derivation: Derivation, ...ids: readonly string[]): string {
  return aligned(...ids.flatMap((id) => rowsOf(stepOf(derivation, id))));
}

/** A backward step in one of its forms: the formula in symbols, and each equation with numbers. */
export function form(derivation: Derivation, id: string, name: FormName): string[] {
  const found = stepOf(derivation, id).forms?.[name];
  if (found === undefined) throw new Error(`the step ${id} has no forms`);
  return [found.formula, ...found.substituted].map(atRelation);
}

/** An equation with the mark for `aligned` before its first relation. */
function atRelation(latex: string): string {
  return latex.replace(" = ", " &= ");
}

function rowsOf({ formula, substituted }: Step): string[] {
  const numbers = substituted.slice(substituted.indexOf(" = "));
  if (formula.endsWith(numbers)) return [atRelation(formula)];
  const isShort = latexToText(formula + numbers, { inline: true }).length <= ONE_LINE;
  return isShort && !numbers.includes("matrix")
    ? [atRelation(formula) + numbers]
    : [atRelation(formula), atRelation(numbers)];
}

/** A number in a formula. */
export function latex(value: number): string {
  return shown(value, DIGITS);
}

/** A tensor's numbers as a matrix; of a vector as a column. */
export function matrix(tensor: Tensor): string {
  return matrixLatex(evaluate(tensor), DIGITS);
}

/** A vector's numbers as a row. */
export function row(tensor: Tensor): string {
  const { data } = evaluate(tensor);
  return matrixLatex(hostArray(data, [1, data.length]), DIGITS);
}
