import { toHostArray } from "../../tensor/hostArray.ts";
import { ValueError } from "../../util/errors.ts";
import { oneOf } from "../../util/suggest.ts";
import { FORM_NAMES, type Derivation, type FormName, type Given, type Path } from "../derivation.ts";
import { matrixLatex } from "../matrices/matrix.ts";
import { shown } from "../numbers.ts";
import { shapeLatex } from "../writing.ts";
import { errorText, marked } from "./checkLine.ts";
import { conventionLine } from "./conventionLine.ts";
import { equationsBox } from "./equations.ts";
import { latexToText } from "./latexToText.ts";
import { ansi, plain } from "./paint.ts";
import { flowing, indent, linesOf, paragraph } from "./paragraph.ts";
import { FORM_TITLES, stepLines, type StepOptions } from "./stepLines.ts";

/** How a derivation is printed on a terminal. */
export interface TextOptions {
  /** Columns of a line; 100 where nothing is said. Only a matrix column that is wider still goes beyond. */
  readonly width?: number;
  /** Whether to colour with ANSI codes: only where a terminal reads it. */
  readonly colour?: boolean;
  /** In which form the backward steps are written; `hadamard` where nothing is said. */
  readonly form?: FormName | "all";
  /** `questions` leaves every result blank; `solutions` is the whole derivation under a heading that says so. */
  readonly worksheet?: false | "questions" | "solutions";
}

/**
 * A derivation as text for a terminal: what is given, the forward pass, the backward pass, and whether it is right.
 *
 * @param derivation what `explain` returns
 * @returns lines that end with a line break, without trailing spaces
 * @throws ValueError for a form that does not exist
 */
export function renderText(derivation: Derivation, options: TextOptions = {}): string {
  const { width = 100, colour = false, form = "hadamard", worksheet = false } = options;
  if (form !== "all" && !FORM_NAMES.includes(form)) {
    throw new ValueError(`renderText(): form ${oneOf(form, [...FORM_NAMES, "all"])}`);
  }
  const blank = worksheet === "questions";
  const said = formsSaid(derivation, form);
  const step: StepOptions = {
    width,
    paint: colour ? ansi : plain,
    form,
    blank,
    said: new Set(said.map(([, says]) => says)),
  };
  const sections = [
    titleLines(derivation, worksheet, step),
    section("Given", givenLines(derivation, step), step),
    passLines(derivation, "forward", [], step),
    passLines(derivation, "backward", formLegend(said, width), step),
    section(
      "Paths",
      blank ? [] : (derivation.paths ?? []).flatMap((path) => pathLines(path, derivation, step)),
      step,
    ),
    section("Notes", blank ? [] : derivation.notes.flatMap((note) => noteLines(note, width)), step),
    blank ? [] : totalLines(derivation, step),
  ];
  const lines = sections.filter((part) => part.length > 0).map((part) => part.join("\n"));
  return `${lines.join("\n\n")}\n`;
}

function titleLines(
  derivation: Derivation,
  worksheet: TextOptions["worksheet"],
  options: StepOptions,
): string[] {
  const { title, convention, focus } = derivation;
  const kind = worksheet === "questions" ? "Worksheet: " : worksheet === "solutions" ? "Solutions: " : "";
  return [
    ...paragraph(kind + title, options.width).map(options.paint.heading),
    ...paragraph(conventionLine(convention), options.width),
    ...(focus === undefined ? [] : paragraph(`Only what ${focus.text} needs is shown.`, options.width)),
  ];
}

/** A heading with what stands under it; nothing where nothing does. */
function section(heading: string, lines: readonly string[], { paint }: StepOptions): readonly string[] {
  return lines.length === 0 ? [] : [paint.heading(heading), ...lines];
}

function givenLines({ givens, convention }: Derivation, { width }: StepOptions): readonly string[] {
  const margin = 4;
  const boxes = givens.map((given) => equationsBox([givenLatex(given, convention.digits)], width - margin));
  return indent(flowing(boxes, width - margin).flatMap(linesOf), margin);
}

function givenLatex({ symbol, shape, value }: Given, digits: number): string {
  const labelled = `\\underset{${shapeLatex(shape)}}{${symbol}}`;
  return value === undefined ? labelled : `${labelled} = ${matrixLatex(toHostArray(value), digits)}`;
}

/** The forms chosen, each with what the first step says about it. */
function formsSaid({ steps }: Derivation, form: FormName | "all"): readonly (readonly [FormName, string])[] {
  const forms = steps.find((step) => step.forms !== undefined)?.forms;
  if (forms === undefined || form === "hadamard") return [];
  return (form === "all" ? FORM_NAMES : [form]).map((name) => [name, forms[name].says]);
}

function formLegend(said: readonly (readonly [FormName, string])[], width: number): readonly string[] {
  const lines = said.flatMap(([name, says]) => paragraph(`${FORM_TITLES[name]}: ${says}`, width - 4));
  return lines.length === 0 ? [] : [...indent(lines, 4), ""];
}

/** The steps of a pass, numbered through from the first of the forward pass. */
function passLines(
  { steps }: Derivation,
  pass: "forward" | "backward",
  legend: readonly string[],
  options: StepOptions,
): readonly string[] {
  const blocks = steps.flatMap((step, i) =>
    step.pass === pass ? [stepLines(step, i + 1, options).join("\n")] : [],
  );
  const heading = pass === "forward" ? "Forward pass" : "Backward pass";
  return section(heading, blocks.length === 0 ? [] : [...legend, blocks.join("\n\n")], options);
}

/** `x[3] → z¹[12] → a¹[12] → C: w²₁ σ′(z¹) = 0.0213`. */
function pathLines(
  { through, formula, value }: Path,
  derivation: Derivation,
  options: StepOptions,
): readonly string[] {
  const { firstIndex, digits } = derivation.convention;
  const names = new Map([...derivation.givens, ...derivation.steps].map(({ id, name }) => [id, name]));
  const stations = through.map(({ of, index }) => {
    const place = index.map((i) => i + firstIndex).join(",");
    return (names.get(of) ?? of) + (place === "" ? "" : `[${place}]`);
  });
  const product = `${latexToText(formula, { inline: true })} = ${latexToText(shown(value, digits))}`;
  return indent(paragraph(`${stations.join(" → ")}: ${product}`, options.width - 4), 4);
}

function noteLines(note: string, width: number): readonly string[] {
  return paragraph(note, width - 6).map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`));
}

/** The cost, and what became of the checks. */
function totalLines(
  { cost, steps, check, convention }: Derivation,
  { paint, width }: StepOptions,
): readonly string[] {
  const failed = steps.filter((step) => step.check.verdict === "fail").map(({ name }) => name);
  const outcome = failed.length === 0 ? "every step agrees with its check" : `wrong: ${failed.join(", ")}`;
  const error = `largest relative error ${errorText(check.maxRelativeError)}`;
  const value = latexToText(`${cost.symbol} = ${shown(cost.value, convention.digits)}`);
  const sentence = `${value}; ${steps.length} steps, ${outcome}; ${error}.`;
  return marked(check.verdict, sentence, width, paint);
}
