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
import { plainText, portable } from "./portable.ts";

/**
 * A derivation as Markdown with mathematics between dollar signs, as GitHub shows it.
 *
 * @param derivation what `explain` returns
 * @param options the form of the backward steps, and whether it is a worksheet
 * @returns paragraphs with an empty line between them; each step has an anchor, its id
 * @throws ValueError for a form that does not exist
 */
export function renderMarkdown(derivation: Derivation, options: PageOptions = {}): string {
  const page = pageOf(derivation, options, "renderMarkdown");
  const { title, focus, notes } = page.derivation;
  const blocks = [
    `# ${plainText(title)}`,
    conventionTable(page.derivation),
    ...(focus === undefined ? [] : [`In focus: ${plainText(focus.text)}.`]),
    ...section("Given", givenBlocks(page)),
    ...section(PASS_TITLES.forward, passBlocks("forward", page)),
    ...section(PASS_TITLES.backward, passBlocks("backward", page)),
    ...section("Largest paths to the cost", pathBlocks(page)),
    ...section("Notes", notes.length === 0 ? [] : [notes.map((note) => `- ${plainText(note)}`).join("\n")]),
    ...(page.isBlank ? [] : section("Check", [verdictBlock(page.derivation)])),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function section(heading: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`## ${heading}`, ...blocks];
}

function conventionTable(derivation: Derivation): string {
  const entries = conventionEntries(derivation);
  const row = (cells: readonly string[]): string => `| ${cells.map(plainText).join(" | ")} |`;
  return [
    row(entries.map(([setting]) => setting)),
    `|${" --- |".repeat(entries.length)}`,
    row(entries.map(([, value]) => value)),
  ].join("\n");
}

function givenBlocks({ derivation: { givens, convention } }: Page): string[] {
  return givens.map((given) =>
    [anchor(given.id), display(givenLatex(given, convention.digits))].join("\n\n"),
  );
}

function passBlocks(pass: Step["pass"], { derivation, form, isBlank }: Page): string[] {
  const names = new Map([...derivation.givens, ...derivation.steps].map(({ id, name }) => [id, name]));
  return derivation.steps.flatMap((step, i) => {
    if (step.pass !== pass) return [];
    const uses = step.uses.map((id) => `[${plainText(names.get(id) ?? id)}](#${id})`).join(", ");
    return [
      `${anchor(step.id)}\n\n### ${i + 1}. ${plainText(step.name)} (${plainText(shapeText(step.shape))})`,
      ...formsShown(step, form).flatMap((name) =>
        formBlocks(step, name, form === "all" && step.forms !== undefined),
      ),
      plainText(ruleText(step)),
      ...(uses === "" ? [] : [`Uses ${uses}.`]),
      ...(isBlank ? [] : [`${passes(step.check) ? "✓ right" : "✗ wrong"}: ${checkText(step.check)}.`]),
    ];
  });
}

function formBlocks(step: Step, name: FormName, isTitled: boolean): string[] {
  const form = step.forms?.[name];
  const title = isTitled && form !== undefined ? [formTitle(name, form)] : [];
  if (form === undefined || name === "hadamard") {
    const formulas = [step.formula, shapesLatex(step) ?? []].flat();
    return [...title, ...[...formulas, step.substituted].map(display)];
  }
  return [
    ...title,
    ...[form.formula, ...form.substituted].map(display),
    ...(form.omitted === undefined ? [] : [plainText(form.omitted)]),
  ];
}

/** How the form is read, and by how much it differs from the others. */
function formTitle(name: FormName, { says, difference }: Form): string {
  const differs = difference === undefined ? "" : ` Largest difference: ${errorText(difference)}.`;
  return `**${FORM_TITLES[name]}.** ${plainText(says)}${differs}`;
}

function pathBlocks({ derivation: { paths = [], convention } }: Page): string[] {
  return paths.map((path) => display(pathLatex(path, convention.digits)));
}

function verdictBlock(derivation: Derivation): string {
  const mark = derivation.check.verdict === "pass" ? "✓" : "✗";
  return `${mark} ${plainText(verdictText(derivation))}`;
}

function anchor(id: string): string {
  return `<a id="${id}"></a>`;
}

function display(latex: string): string {
  return `$$\n${portable(latex)}\n$$`;
}
