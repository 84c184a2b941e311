import { formatShape } from "../../tensor/shape.ts";
import { FORM_NAMES, type Form, type FormName, type Step } from "../derivation.ts";
import { blankMatrix } from "../matrices/matrix.ts";
import { checkLines, errorText } from "./checkLine.ts";
import { equationsBox } from "./equations.ts";
import type { Paint } from "./paint.ts";
import { indent, linesOf, paragraph } from "./paragraph.ts";

/** What of a step is printed, and how. */
export interface StepOptions {
  readonly width: number;
  readonly paint: Paint;
  readonly form: FormName | "all";
  /** Whether the results are left blank, for a worksheet. */
  readonly blank: boolean;
  /** What has been said about the forms already, and need not be said with every step. */
  readonly said: ReadonlySet<string>;
}

export const FORM_TITLES: Readonly<Record<FormName, string>> = {
  hadamard: "Hadamard form",
  index: "Index form",
  jacobian: "Jacobian form",
  tensor: "Tensor form",
};

const MARGIN = 4;

/**
 * One step: its number, name and shape, the formula, the numbers, the rule in words, and the check mark.
 *
 * @param count the number of the step in the derivation, from 1
 */
export function stepLines(step: Step, count: number, options: StepOptions): readonly string[] {
  const { paint, blank } = options;
  const inside = { ...options, width: options.width - MARGIN };
  const shape = step.shape.length === 0 ? "" : paint.aside(`  shape ${formatShape(step.shape)}`);
  const body = [
    ...formsShown(step, options.form).flatMap((name) => formLines(step, name, inside)),
    ...(blank ? equationLines([`${step.symbol} = ${blankMatrix(step.shape)}`], inside) : []),
    ...paragraph(step.rule.says, inside.width).map(paint.aside),
    ...(blank ? [] : checkLines(step.check, inside.width, paint)),
  ];
  return [`${String(count).padStart(MARGIN - 2)}. ${paint.name(step.name)}${shape}`, ...indent(body, MARGIN)];
}

/** The forms to print; a forward step has only the one in which it is computed. */
function formsShown(step: Step, form: FormName | "all"): readonly FormName[] {
  if (step.forms === undefined) return ["hadamard"];
  return form === "all" ? FORM_NAMES : [form];
}

function formLines(step: Step, name: FormName, options: StepOptions): readonly string[] {
  const { paint, blank, width } = options;
  const form = step.forms?.[name];
  if (name === "hadamard") {
    const numbers = blank ? [] : [step.substituted];
    const lines = equationLines([step.shapes, step.formula, ...numbers], options);
    return form === undefined || options.form !== "all" ? lines : [titleOf(name, form, options), ...lines];
  }
  if (form === undefined) return [];
  const numbers = blank ? [] : form.substituted;
  // A single equation goes on where the formula ends; several are about elements, each on its own.
  const isOne = numbers.length === 1;
  return [
    titleOf(name, form, options),
    ...equationLines(isOne ? [form.formula, ...numbers] : [form.formula], options),
    ...(isOne ? [] : numbers.flatMap((one) => equationLines([one], options))),
    ...(form.omitted === undefined ? [] : paragraph(form.omitted, width)),
    ...(options.said.has(form.says) ? [] : paragraph(form.says, width).map(paint.aside)),
  ];
}

/** `Index form (difference 1.1e-17)`. */
function titleOf(name: FormName, { difference }: Form, { paint, blank }: StepOptions): string {
  const differs = blank || difference === undefined ? "" : ` (difference ${errorText(difference)})`;
  return paint.heading(FORM_TITLES[name]) + paint.aside(differs);
}

function equationLines(latex: readonly string[], { width }: StepOptions): readonly string[] {
  return linesOf(equationsBox(latex, width));
}
