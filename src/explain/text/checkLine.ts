import type { CheckMark, Verdict } from "../derivation.ts";
import { errorText, passes } from "../prose.ts";
import type { Paint } from "./paint.ts";
import { indent, paragraph } from "./paragraph.ts";

const AGAINST: Readonly<Record<CheckMark["by"], string>> = {
  "central difference": "central differences of the cost",
  "index form": "the index form",
};

/** `✓ relative error 3.1e-11 against central differences of the cost (6 of 6 elements)`. */
export function checkLines(check: CheckMark, width: number, paint: Paint): readonly string[] {
  const { by, relativeError, checked, of, kinks, endToEnd } = check;
  const corners = kinks === 0 ? "" : `, ${kinks} at a corner`;
  const elements = `${checked} of ${of} ${of === 1 ? "element" : "elements"}${corners}`;
  // That the step also agrees with the whole cost is said only where it does not.
  const whole =
    endToEnd?.verdict === "fail"
      ? `; ${errorText(endToEnd.relativeError)} against differences of the whole cost`
      : "";
  const sentence = `relative error ${errorText(relativeError)} against ${AGAINST[by]} (${elements})${whole}`;
  return marked(passes(check) ? "pass" : "fail", sentence, width, paint);
}

/** A sentence behind ✓ or ✗. */
export function marked(verdict: Verdict, text: string, width: number, paint: Paint): readonly string[] {
  const [first, ...more] = paragraph(text, width - 2);
  const mark = verdict === "pass" ? paint.good("✓") : paint.bad("✗");
  return [`${mark} ${first!}`, ...indent(more, 2)];
}
