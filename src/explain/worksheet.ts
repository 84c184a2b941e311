import type { Derivation, Form, FormName, Given, Step } from "./derivation.ts";
import { sidesOf } from "./latex/pieces.ts";
import { matrixLatex } from "./matrices/matrix.ts";
import { shown } from "./numbers.ts";
import { toHostArray } from "../tensor/hostArray.ts";

/** The two parts of a worksheet: one to fill in, and one to compare with. */
export type WorksheetPart = "questions" | "solutions";

const BLANK = "\\_\\_\\_\\_";
const MATRIX = /\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}/gs;
/** A number as `shown` writes it, its power of ten included. */
const NUMBER = /(?:\d+(?:\.\d+)? \\cdot )?10\^\{-?\d+\}|\d+(?:\.\d+)?/g;

/**
 * A derivation as a worksheet.
 *
 * The questions keep what is given and all formulas. Of the lines with numbers they keep the numbers that are given; what a
 * pupil has worked out before, and the result, are blanks. The solutions are the derivation itself.
 *
 * @param derivation what `explain` or `explainNetwork` returns
 * @returns a derivation for any renderer, its title saying which part it is; without values, paths and elements in the questions
 */
export function worksheet(derivation: Derivation, part: WorksheetPart): Derivation {
  if (part === "solutions") return { ...derivation, title: `Solutions: ${derivation.title}` };
  const { paths: _paths, ...rest } = derivation;
  const { digits } = derivation.convention;
  const givens = new Map(derivation.givens.map((given) => [given.id, given]));
  const symbols = [...derivation.givens, ...derivation.steps].map(({ symbol }) => symbol);
  symbols.sort((a, b) => b.length - a.length);
  return {
    ...rest,
    title: `Worksheet: ${derivation.title}`,
    // No number at all: JSON writes it as null.
    cost: { ...derivation.cost, value: Number.NaN },
    steps: derivation.steps.map((step) => blankStep(step, knownNumbers(step, { givens, symbols, digits }))),
    notes: derivation.notes.filter((note) => !note.startsWith("≈")),
  };
}

function blankStep(step: Step, known: Known): Step {
  const { value: _value, elements: _elements, forms, ...rest } = step;
  return {
    ...rest,
    substituted: blankEquation(step.substituted, known),
    ...(forms === undefined ? {} : { forms: blankForms(forms, known) }),
  };
}

function blankForms(forms: Readonly<Record<FormName, Form>>, known: Known): Record<FormName, Form> {
  const blank = (name: FormName): Form => {
    const { elements: _elements, tensors: _tensors, difference: _difference, ...form } = forms[name];
    const inLetters = name === "index" ? 1 : 0;
    return {
      ...form,
      substituted: form.substituted.map((equation) => blankEquation(equation, known, inLetters)),
    };
  };
  return {
    hadamard: blank("hadamard"),
    index: blank("index"),
    jacobian: blank("jacobian"),
    tensor: blank("tensor"),
  };
}

/** The numbers that a pupil may see: matrices and single numbers, as they are written. */
interface Known {
  readonly matrices: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** Whether the formula itself subtracts; otherwise a minus, and brackets for its sake, are part of what is to be found. */
  readonly hasMinus: boolean;
}

/** What of a derivation says which numbers are known. */
interface Sources {
  readonly givens: ReadonlyMap<string, Given>;
  /** Of all quantities, the longest first. */
  readonly symbols: readonly string[];
  readonly digits: number;
}

function knownNumbers(step: Step, { givens, symbols, digits }: Sources): Known {
  // The 1 in z^{1} is the layer's and no number: were it known, a slope of 1 would be given away.
  const withoutSymbols = symbols.reduce((formula, symbol) => formula.replaceAll(symbol, ""), step.formula);
  const used = step.uses.flatMap((id) => givens.get(id) ?? []);
  const elements = [...(step.elements ?? []), ...(step.forms?.index.elements ?? [])];
  const factors = elements.flatMap(({ terms }) => terms.flatMap((term) => term.factors));
  return {
    matrices: new Set(
      used.flatMap(({ value }) => (value === undefined ? [] : [matrixLatex(toHostArray(value), digits)])),
    ),
    numbers: new Set([
      // The formula's own numbers: ½, 2, the exponents.
      ...(withoutSymbols.match(NUMBER) ?? []),
      ...used.flatMap(({ value }) => (typeof value === "number" ? [unsigned(value, digits)] : [])),
      ...factors.flatMap(({ of, value }) => (givens.has(of) ? [unsigned(value, digits)] : [])),
    ]),
    hasMinus: (step.formula + (step.forms?.index.formula ?? "")).includes("-"),
  };
}

/** A sign stands apart from its number in a sum. */
function unsigned(value: number, digits: number): string {
  return shown(Math.abs(value), digits);
}

/**
 * An equation without what a pupil is to find: its last side is the result, those before it are numbers plugged in.
 *
 * @param inLetters how many sides after the first are still in letters, as in the index form
 */
function blankEquation(equation: string, known: Known, inLetters = 0): string {
  const [left, ...sides] = sidesOf(equation);
  const blanks = sides.map((side, i) => {
    const text = side.replace(/^\\approx/, "=");
    if (i === sides.length - 1) return text.replace(/^(=\s*)(.*?)(\s*)$/s, blankResult);
    return i < inLetters ? text : blankNumbers(text, known);
  });
  return [left!, ...blanks].join("");
}

function blankResult(_side: string, relation: string, result: string, end: string): string {
  const hasMatrices = result.includes("\\begin{bmatrix}");
  return relation + (hasMatrices ? result.replace(MATRIX, blankMatrix) : BLANK) + end;
}

function blankNumbers(side: string, known: Known): string {
  const pieces = side.split(/(\\begin\{bmatrix\}.*?\\end\{bmatrix\})/s);
  return pieces
    .map((piece, i) => {
      if (i % 2 === 1) return known.matrices.has(piece) ? piece : piece.replace(MATRIX, blankMatrix);
      return piece.replace(NUMBER, (number) => (known.numbers.has(number) ? number : BLANK));
    })
    .join("")
    .replaceAll(`-${BLANK}`, BLANK)
    .replaceAll(`\\cdot \\left(${BLANK}\\right)`, `\\cdot ${BLANK}`)
    .replaceAll(`\\, \\left(${BLANK}\\right)`, `\\, ${BLANK}`)
    .replaceAll(`- ${BLANK}`, `${known.hasMinus ? "-" : "+"} ${BLANK}`);
}

/** The same matrix with a blank in the place of each number. */
function blankMatrix(_matrix: string, inside: string): string {
  const rows = inside.trim().split(" \\\\ ");
  const blank = (cell: string): string => (/^\\[cvd]dots$/.test(cell) ? cell : "\\_\\_\\_");
  const cells = rows.map((row) => row.split(" & ").map(blank).join(" & "));
  return `\\begin{bmatrix} ${cells.join(" \\\\ ")} \\end{bmatrix}`;
}
