import type { CheckMark, Verdict } from "../derivation.ts";
import { errorText } from "../prose.ts";
import type { Paint } from "./paint.ts";
import { indent, paragraph } from "./paragraph.ts";

const AGAINST: Readonly<Record<CheckMark["by"], string>> = {
  "central difference": "central differences of the cost",
  "index form": "the index form",
};

/** `✓ relative error 3.1e-11 against central differences of the cost (6 of 6 elements)`. */
export function checkLines(check: CheckMark, width: number, paint: Paint): readonly string[] {
  const { by, verdict, relativeError, checked, of, kinks } = check;
  const corners = kinks === 0 ? "" : `, ${kinks} at a corner`;
  const elements = `${checked} of ${of} ${of === 1 ? "element" : "elements"}${corners}`;
  return marked(
    verdict,
    `relative error ${errorText(relativeError)} against ${AGAINST[by]} (${elements})`,
    width,
    paint,
  );
}

/** A sentence behind ✓ or ✗. */
export function marked(verdict: Verdict, text: string, width: number, paint: Paint): readonly string[] {
  const [first, ...more] = paragraph(text, width - 2);
  const mark = verdict === "pass" ? paint.good("✓") : paint.bad("✗");
  return [`${mark} ${first!}`, ...indent(more, 2)];
}
