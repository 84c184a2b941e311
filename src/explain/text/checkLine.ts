import type { CheckMark, Verdict } from "../derivation.ts";
import type { Paint } from "./paint.ts";

const AGAINST: Readonly<Record<CheckMark["by"], string>> = {
  "central difference": "central differences of the cost",
  "index form": "the index form",
};

/** `✓ relative error 3.1e-11 against central differences of the cost (6 of 6 elements)`. */
export function checkLine(
  { by, verdict, relativeError, checked, of, kinks }: CheckMark,
  paint: Paint,
): string {
  const corners = kinks === 0 ? "" : `, ${kinks} at a corner`;
  const elements = `${checked} of ${of} ${of === 1 ? "element" : "elements"}${corners}`;
  return `${mark(verdict, paint)} relative error ${errorText(relativeError)} against ${AGAINST[by]} (${elements})`;
}

/** ✓ or ✗. */
export function mark(verdict: Verdict, paint: Paint): string {
  return verdict === "pass" ? paint.good("✓") : paint.bad("✗");
}

/** Two digits of an error: 3.1e-11, or 0 where there is none. */
export function errorText(error: number): string {
  return error === 0 ? "0" : error.toExponential(1);
}
