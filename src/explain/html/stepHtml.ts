import { FORM_NAMES, type Form, type FormName, type Step } from "../derivation.ts";
import {
  checkText,
  errorText,
  FORM_TITLES,
  formsShown,
  inlineLatex,
  passes,
  ruleText,
  shapesLatex,
  shapeText,
  type Page,
} from "../prose.ts";
import { displayMath, escaped, inlineMath } from "./math.ts";

/** What the steps of a page know about each other. */
export interface Links {
  /** The symbol of each given and step, by id. */
  readonly symbols: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  /** For each id the ids of the steps that use it. */
  readonly users: ReadonlyMap<string, readonly string[]>;
}

export function linksOf({ derivation: { givens, steps } }: Page): Links {
  const all = [...givens, ...steps];
  const users = new Map<string, string[]>();
  for (const { id, uses } of steps)
    for (const used of uses) users.set(used, [...(users.get(used) ?? []), id]);
  return {
    symbols: new Map(all.map(({ id, symbol }) => [id, symbol])),
    names: new Map(all.map(({ id, name }) => [id, name])),
    users,
  };
}

/** A step: heading, formulas, rule, what it uses, whether it is right, the other forms, and where to go on. */
export function stepHtml(i: number, page: Page, links: Links): string {
  const { derivation, form, isBlank } = page;
  const step = derivation.steps[i]!;
  const heading = `<h3 id="${step.id}-heading"><span class="number">${i + 1}.</span> ${inlineMath(inlineLatex(step.symbol))} <span class="shape">${escaped(shapeText(step.shape))}</span></h3>`;
  const chosen = formsShown(step, form);
  const others = step.forms === undefined ? [] : FORM_NAMES.filter((name) => !chosen.includes(name));
  return [
    `<li id="${step.id}"><article aria-labelledby="${step.id}-heading">`,
    heading,
    ...chosen.map((name) => chosenForm(step, name, form === "all")),
    `<p>${escaped(ruleText(step))}</p>`,
    isBlank ? "" : checkHtml(step),
    usesHtml(step, links),
    ...others.map((name) => otherForm(step, name)),
    turnHtml(i, page, links),
    "</article></li>",
  ].join("\n");
}

function chosenForm(step: Step, name: FormName, isTitled: boolean): string {
  const form = step.forms?.[name];
  const title = isTitled && form !== undefined ? `<h4>${FORM_TITLES[name]}</h4>` : "";
  return title + formHtml(step, name) + (isTitled && form !== undefined ? saysHtml(form) : "");
}

function otherForm(step: Step, name: FormName): string {
  const form = step.forms![name];
  return `<details><summary>${FORM_TITLES[name]}</summary>${saysHtml(form)}${formHtml(step, name)}</details>`;
}

function formHtml(step: Step, name: FormName): string {
  const form = step.forms?.[name];
  const equation = (latex: string): string => displayMath(latex, `Equation for ${step.name}`);
  if (form === undefined || name === "hadamard") {
    const shapes = shapesLatex(step);
    const withShapes =
      shapes === undefined ? "" : equation(shapes).replace('class="equation', 'class="equation shapes');
    return equation(step.formula) + withShapes + equation(step.substituted);
  }
  const omitted = form.omitted === undefined ? "" : `<p class="soft">${escaped(form.omitted)}</p>`;
  return [form.formula, ...form.substituted].map(equation).join("") + omitted;
}

function saysHtml({ says, difference }: Form): string {
  const differs = difference === undefined ? "" : ` Largest difference: ${errorText(difference)}.`;
  return `<p class="soft">${escaped(says)}${differs}</p>`;
}

function checkHtml({ check }: Step): string {
  const [look, word] = passes(check) ? ["good", "✓ right"] : ["bad", "✗ wrong"];
  return `<p class="check"><span class="${look}">${word}</span> ${escaped(checkText(check))}</p>`;
}

function usesHtml({ id, uses }: Step, { names, users }: Links): string {
  const link = (one: string): string => `<a href="#${one}">${escaped(names.get(one) ?? one)}</a>`;
  const list = (word: string, ids: readonly string[]): string =>
    ids.length === 0 ? "" : `<span>${word} ${ids.map(link).join(" ")}</span> `;
  return `<p class="uses">${list("Uses", uses)}${list("Used in", users.get(id) ?? [])}</p>`;
}

function turnHtml(i: number, { derivation: { steps } }: Page, { names }: Links): string {
  const link = (step: Step | undefined, text: (name: string) => string): string =>
    step === undefined ? "" : `<a href="#${step.id}">${escaped(text(names.get(step.id)!))}</a>`;
  const before = link(steps[i - 1], (name) => `← ${name}`);
  const after = link(steps[i + 1], (name) => `${name} →`);
  return `<p class="turn">${before}${after}</p>`;
}
