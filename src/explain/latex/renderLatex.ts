import type { Derivation, Form, FormName, Step } from "../derivation.ts";
import {
  checkText,
  conventionEntries,
  errorText,
  FORM_TITLES,
  formsShown,
  givenLatex,
  pageOf,
  PASS_TITLES,
  passes,
  pathLatex,
  ruleText,
  shapesLatex,
  shapeText,
  verdictText,
  type Page,
  type PageOptions,
} from "../prose.ts";
import { latexText } from "./characters.ts";
import { equation, equationsInRows, inline } from "./equation.ts";
import { PREAMBLE } from "./preamble.ts";

/**
 * A derivation as a LaTeX document that pdflatex compiles.
 *
 * Long equations are broken before a relation, a sign or a matrix, and a matrix wider than the page is made smaller.
 *
 * @param derivation what `explain` returns
 * @param options the form of the backward steps, and whether it is a worksheet
 * @returns a whole document in ASCII
 * @throws ValueError for a form that does not exist
 */
export function renderLatex(derivation: Derivation, options: PageOptions = {}): string {
  const page = pageOf(derivation, options, "renderLatex");
  const { title, focus, notes } = page.derivation;
  const body = [
    `\\begin{center}\\Large\\bfseries ${latexText(title)}\\end{center}`,
    conventionLine(page.derivation),
    ...(focus === undefined ? [] : [`In focus: ${latexText(focus.text)}.`]),
    ...section("Given", givenLines(page)),
    ...section(PASS_TITLES.forward, passLines("forward", page)),
    ...section(PASS_TITLES.backward, passLines("backward", page)),
    ...section("Largest paths to the cost", pathLines(page)),
    ...section("Notes", notes.map(latexText)),
    ...(page.isBlank ? [] : section("Check", [latexText(verdictText(page.derivation))])),
  ];
  return `${PREAMBLE}\\begin{document}\n${body.join("\n\n")}\n\\end{document}\n`;
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`\\section*{${heading}}`, ...lines];
}

function conventionLine(derivation: Derivation): string {
  const entries = conventionEntries(derivation).map(([setting, value]) => `${setting}: ${value}`);
  return `{\\small\\raggedright ${entries.map((entry) => `\\mbox{${latexText(entry)}}`).join("; ")}.\\par}`;
}

function givenLines({ derivation: { givens, convention } }: Page): string[] {
  const targets = givens.map(({ id }) => `\\hypertarget{${id}}{}`).join("");
  const equations = equationsInRows(givens.map((given) => givenLatex(given, convention.digits)));
  return givens.length === 0 ? [] : [targets + equations];
}

function passLines(pass: Step["pass"], { derivation, form, isBlank }: Page): string[] {
  const symbols = new Map([...derivation.givens, ...derivation.steps].map(({ id, symbol }) => [id, symbol]));
  return derivation.steps.flatMap((step, i) => {
    if (step.pass !== pass) return [];
    const uses = step.uses.map((id) => `\\hyperlink{${id}}{${inline(symbols.get(id) ?? id)}}`);
    return [
      `\\step{${step.id}}{${i + 1}}{${inline(step.symbol)}}{${latexText(shapeText(step.shape))}}`,
      ...formsShown(step, form).flatMap((name) =>
        formLines(step, name, form === "all" && step.forms !== undefined),
      ),
      latexText(ruleText(step)),
      ...(uses.length === 0 ? [] : [`{\\small Uses ${uses.join(", ")}.\\par}`]),
      ...(isBlank ? [] : [`{\\small ${checkLine(step)}\\par}`]),
    ];
  });
}

function checkLine({ check }: Step): string {
  const mark = passes(check) ? "$\\checkmark$ Right" : "$\\times$ \\textbf{Wrong}";
  return `${mark}: ${latexText(checkText(check))}.`;
}

function formLines(step: Step, name: FormName, isTitled: boolean): string[] {
  const form = step.forms?.[name];
  const title = isTitled && form !== undefined ? [formTitle(name, form)] : [];
  if (form === undefined || name === "hadamard") {
    const formulas = [step.formula, shapesLatex(step) ?? []].flat();
    return [...title, ...[...formulas, step.substituted].map(equation)];
  }
  return [
    ...title,
    ...[form.formula, ...form.substituted].map(equation),
    ...(form.omitted === undefined ? [] : [latexText(form.omitted)]),
  ];
}

function formTitle(name: FormName, { says, difference }: Form): string {
  const differs = difference === undefined ? "" : ` Largest difference: ${errorText(difference)}.`;
  return `\\textbf{${FORM_TITLES[name]}.} ${latexText(says + differs)}`;
}

function pathLines({ derivation: { paths = [], convention } }: Page): string[] {
  return paths.map((path) => equation(pathLatex(path, convention.digits)));
}
