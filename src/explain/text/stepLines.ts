import { formatShape } from "../../tensor/shape.ts";
import type { Form, FormName, Step } from "../derivation.ts";
import { errorText, FORM_TITLES, formsShown } from "../prose.ts";
import { checkLines } from "./checkLine.ts";
import { equationsBox } from "./equations.ts";
import type { Paint } from "./paint.ts";
import { indent, linesOf, paragraph } from "./paragraph.ts";

/** What of a step is printed, and how. */
export interface StepOptions {
  readonly width: number;
  readonly paint: Paint;
  readonly form: FormName | "all";
  /** Whether results are blanks, and so have no check marks. */
  readonly isBlank: boolean;
  /** What has been said about the forms already, and need not be said with every step. */
  readonly said: ReadonlySet<string>;
}

const MARGIN = 4;

/**
 * One step: its number, name and shape, the formula, the numbers, the rule in words, and the check mark.
 *
 * @param count the number of the step in the derivation, from 1
 */
export function stepLines(step: Step, count: number, options: StepOptions): readonly string[] {
  const { paint, isBlank } = options;
  const inside = { ...options, width: options.width - MARGIN };
  const shape = step.shape.length === 0 ? "" : paint.aside(`  shape ${formatShape(step.shape)}`);
  const body = [
    ...formsShown(step, options.form).flatMap((name) => formLines(step, name, inside)),
    ...paragraph(step.rule.says, inside.width).map(paint.aside),
    ...(isBlank ? [] : checkLines(step.check, inside.width, paint)),
  ];
  return [`${String(count).padStart(MARGIN - 2)}. ${paint.name(step.name)}${shape}`, ...indent(body, MARGIN)];
}

function formLines(step: Step, name: FormName, options: StepOptions): readonly string[] {
  const { paint, width } = options;
  const form = step.forms?.[name];
  if (name === "hadamard") {
    const lines = equationLines([step.shapes, step.formula, step.substituted], options);
    return form === undefined || options.form !== "all" ? lines : [titleOf(name, form, options), ...lines];
  }
  if (form === undefined) return [];
  const { formula, substituted: numbers } = form;
  // A single equation goes on where the formula ends; several are about elements, each on its own.
  const isOne = numbers.length === 1;
  return [
    titleOf(name, form, options),
    ...equationLines(isOne ? [formula, ...numbers] : [formula], options),
    ...(isOne ? [] : numbers.flatMap((one) => equationLines([one], options))),
    ...(form.omitted === undefined ? [] : paragraph(form.omitted, width)),
    ...(options.said.has(form.says) ? [] : paragraph(form.says, width).map(paint.aside)),
  ];
}

/** `Index form (difference 1.1e-17)`. */
function titleOf(name: FormName, { difference }: Form, { paint }: StepOptions): string {
  const differs = difference === undefined ? "" : ` (difference ${errorText(difference)})`;
  return paint.heading(FORM_TITLES[name]) + paint.aside(differs);
}

function equationLines(latex: readonly string[], { width }: StepOptions): readonly string[] {
  return linesOf(equationsBox(latex, width));
}
