import type { CheckMark as Mark } from "backproof/explain";
import { number } from "../../parts/format.ts";

/** Whether a number is right, by a computation of another kind: as a sign, a figure, and in words. */
export function CheckMark({ check }: { readonly check: Mark }) {
  return (
    <span class={`derive-check ${check.verdict}`} title={checkWords(check)}>
      <span aria-hidden="true">{check.verdict === "pass" ? "✓" : "✗"}</span>
      <span class="number" aria-hidden="true">
        {number(check.relativeError, 2)}
      </span>
      <span class="hidden">{checkWords(check)}</span>
    </span>
  );
}

/** `right: central difference, relative error 9.3×10⁻¹¹`. */
export function checkWords({ verdict, by, relativeError }: Mark): string {
  return `${verdict === "pass" ? "right" : "wrong"}: ${by}, relative error ${number(relativeError, 2)}`;
}
