// What all pages of a derivation share: text, Markdown, LaTeX and HTML say the same in their own markup.
import { formatShape } from "../tensor/shape.ts";
import { ValueError } from "../util/errors.ts";
import { oneOf } from "../util/suggest.ts";
import type { Convention } from "./convention.ts";
import {
  FORM_NAMES,
  type CheckMark,
  type Derivation,
  type FormName,
  type Path,
  type Step,
} from "./derivation.ts";
import { toHostArray } from "../tensor/hostArray.ts";
import { matrixLatex } from "./matrices/matrix.ts";
import { shown } from "./numbers.ts";
import { worksheet, type WorksheetPart } from "./worksheet.ts";
import { shapeLatex } from "./writing.ts";

/** What a page of a derivation shows. */
export interface PageOptions {
  /** In which form the backward steps are written; `hadamard` where nothing is said. */
  readonly form?: FormName | "all";
  /** A worksheet's questions, with blanks for the results, or its solutions. */
  readonly worksheet?: WorksheetPart | false;
}

/** A derivation ready for a page, and whether its results are blanks. */
export interface Page {
  readonly derivation: Derivation;
  readonly form: FormName | "all";
  readonly isBlank: boolean;
}

/** @throws ValueError for a form that does not exist, in the name of `where` */
export function pageOf(derivation: Derivation, options: PageOptions, where: string): Page {
  const { form = "hadamard", worksheet: part = false } = options;
  if (form !== "all" && !FORM_NAMES.includes(form)) {
    throw new ValueError(`${where}(): form ${oneOf(form, [...FORM_NAMES, "all"])}`);
  }
  const sheet = part === false ? derivation : worksheet(derivation, part);
  return { derivation: sheet, form, isBlank: part === "questions" };
}

export const FORM_TITLES: Readonly<Record<FormName, string>> = {
  hadamard: "Hadamard form",
  index: "Index form",
  jacobian: "Jacobian form",
  tensor: "Tensor form",
};

export const PASS_TITLES = { forward: "Forward pass", backward: "Backward pass" } as const;

const COSTS: Readonly<Record<Convention["costFactor"], string>> = {
  given: "as given",
  half: "½‖a − y‖²",
  one: "‖a − y‖²",
  mean: "‖a − y‖²/n",
};

/** The convention as a list of settings and what they are set to; those about layers only where there are layers. */
export function conventionEntries({
  convention,
  layers,
}: Derivation): readonly (readonly [string, string])[] {
  const { costFactor, reduction, delta, gradient, firstIndex, digits } = convention;
  const ofLayers = [
    ["Cost", COSTS[costFactor]],
    ["Over the batch", reduction === "given" ? "as given" : `the ${reduction}`],
    ["δ", `∂C/∂${delta}`],
  ] as const;
  return [
    ...(layers === undefined ? [] : ofLayers),
    ["Gradients", `${gradient}s`],
    ["Indices", `from ${firstIndex}`],
    ["Digits shown", String(digits)],
  ];
}

/** The forms of a step that a page shows; a forward step has only the one in which it is computed. */
export function formsShown(step: Step, form: FormName | "all"): readonly FormName[] {
  if (step.forms === undefined) return ["hadamard"];
  return form === "all" ? FORM_NAMES : [form];
}

/** A given or a step with its shape beneath, as an equation; where its numbers are left out, without them. */
export function givenLatex(
  { symbol, shape, value }: Pick<Step, "symbol" | "shape" | "value">,
  digits: number,
): string {
  const left = `\\underset{${shapeLatex(shape)}}{${symbol}}`;
  return value === undefined ? left : `${left} = ${matrixLatex(toHostArray(value), digits)}`;
}

/** A symbol in a line of text: a fraction with a slash, so that the line keeps its height. */
export function inlineLatex(symbol: string): string {
  const [, above, below] =
    /^\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}$/.exec(symbol) ?? [];
  return above === undefined ? symbol : `${above} / ${below!}`;
}

/** A formula with its blanks high and wide enough to write into. */
export function withRoom(latex: string): string {
  return latex.replace(/(?:\\_)+/g, "\\underline{\\phantom{\\Big|-0.000}}");
}

/** The equation with the shapes beneath its factors, set apart so that they do not touch; nothing where it says no more. */
export function shapesLatex({ shapes, formula }: Step): string | undefined {
  return shapes === formula ? undefined : shapes.replace(/(?<=\}) \\underset/g, " \\: \\underset");
}

/** The rule in words, and who wrote it down first. */
export function ruleText({ rule: { says, source } }: Step): string {
  return source === undefined ? says : `${says} (${source}.)`;
}

/** `relative error 3.1e-11 against central differences, 6 of 6 elements`. */
export function checkText({ by, relativeError, checked, of, kinks, endToEnd }: CheckMark): string {
  const against = by === "central difference" ? "central differences" : "the index form";
  const corners = kinks === 0 ? "" : `, ${kinks} at a corner`;
  const whole =
    endToEnd === undefined
      ? ""
      : `; against differences of the whole cost ${errorText(endToEnd.relativeError)}`;
  return `relative error ${errorText(relativeError)} against ${against}, ${checked} of ${elements(of)}${corners}${whole}`;
}

/** Whether both checks of a step passed. */
export function passes({ verdict, endToEnd }: CheckMark): boolean {
  return verdict === "pass" && (endToEnd?.verdict ?? "pass") === "pass";
}

/** What became of the checks, in one sentence. */
export function verdictText({ steps, check }: Derivation): string {
  const failed = steps.filter((step) => !passes(step.check)).map(({ name }) => name);
  const outcome = failed.length === 0 ? "every step agrees with its check" : `wrong: ${failed.join(", ")}`;
  const count = steps.length === 1 ? "1 step" : `${steps.length} steps`;
  return `${count}, ${outcome}; largest relative error ${errorText(check.maxRelativeError)}.`;
}

/** Two digits of an error: 3.1e-11, or 0 where there is none. */
export function errorText(error: number): string {
  return error === 0 ? "0" : error.toExponential(1);
}

/** `shape [2, 3]`, or `a number`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? "a number" : `shape ${formatShape(shape)}`;
}

/** What a path adds, as an equation: `x_3 \to z_{12} \to C: 0.0213`. */
export function pathLatex({ formula, value }: Path, digits: number): string {
  return `${formula}: \\quad ${shown(value, digits)}`;
}

function elements(count: number): string {
  return count === 1 ? "1 element" : `${count} elements`;
}
