import { FORM_NAMES, type Derivation, type FormName, type Path } from "../derivation.ts";
import { shown } from "../numbers.ts";
import { FORM_TITLES, givenLatex, PASS_TITLES, pageOf, verdictText, type PageOptions } from "../prose.ts";
import { marked } from "./checkLine.ts";
import { conventionLine } from "./conventionLine.ts";
import { equationsBox } from "./equations.ts";
import { latexToText } from "./latexToText.ts";
import { ansi, plain } from "./paint.ts";
import { flowing, indent, linesOf, paragraph } from "./paragraph.ts";
import { stepLines, type StepOptions } from "./stepLines.ts";

/** How a derivation is printed on a terminal. */
export interface TextOptions extends PageOptions {
  /** Columns of a line; 100 where nothing is said. Only a matrix column that is wider still goes beyond. */
  readonly width?: number;
  /** Whether to colour with ANSI codes: only where a terminal reads it. */
  readonly colour?: boolean;
}

/**
 * A derivation as text for a terminal: what is given, the forward pass, the backward pass, and whether it is right.
 *
 * @param derivation what `explain` returns
 * @returns lines that end with a line break, without trailing spaces
 * @throws ValueError for a form that does not exist
 */
export function renderText(derivation: Derivation, options: TextOptions = {}): string {
  const { width = 100, colour = false } = options;
  const { derivation: sheet, form, isBlank } = pageOf(derivation, options, "renderText");
  const said = formsSaid(sheet, form);
  const step: StepOptions = {
    width,
    paint: colour ? ansi : plain,
    form,
    isBlank,
    said: new Set(said.map(([, says]) => says)),
  };
  const sections = [
    titleLines(sheet, step),
    section("Given", givenLines(sheet, step), step),
    passLines(sheet, "forward", [], step),
    passLines(sheet, "backward", formLegend(said, width), step),
    section(
      "Paths",
      (sheet.paths ?? []).flatMap((path) => pathLines(path, sheet, step)),
      step,
    ),
    section(
      "Notes",
      sheet.notes.flatMap((note) => noteLines(note, width)),
      step,
    ),
    isBlank ? [] : totalLines(sheet, step),
  ];
  const lines = sections.filter((part) => part.length > 0).map((part) => part.join("\n"));
  return `${lines.join("\n\n")}\n`;
}

function titleLines({ title, convention, focus }: Derivation, { width, paint }: StepOptions): string[] {
  return [
    ...paragraph(title, width).map(paint.heading),
    ...paragraph(conventionLine(convention), width),
    ...(focus === undefined ? [] : paragraph(`Only what ${focus.text} needs is shown.`, width)),
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
  return section(PASS_TITLES[pass], blocks.length === 0 ? [] : [...legend, blocks.join("\n\n")], options);
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
function totalLines(derivation: Derivation, { paint, width }: StepOptions): readonly string[] {
  const { cost, check, convention } = derivation;
  const value = latexToText(`${cost.symbol} = ${shown(cost.value, convention.digits)}`);
  return marked(check.verdict, `${value}; ${verdictText(derivation)}`, width, paint);
}
