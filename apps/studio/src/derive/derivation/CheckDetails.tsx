import type { CheckMark } from "backproof/explain";
import { count, number } from "../../parts/format.ts";

/** How a step was checked, in words. */
export function CheckDetails({ check }: { readonly check: CheckMark }) {
  const { by, verdict, relativeError, checked, of, kinks, endToEnd } = check;
  const compared =
    checked === of
      ? of === 1
        ? "its number"
        : `all ${count(of)} numbers`
      : `${count(checked)} of ${count(of)} numbers`;
  return (
    <p class="derive-checked caption">
      <span class={`derive-check ${verdict}`} aria-hidden="true">
        {verdict === "pass" ? "✓" : "✗"}
      </span>{" "}
      {verdict === "pass" ? "Right" : "Wrong"}: {compared} compared with{" "}
      {by === "central difference"
        ? "central differences of the steps that use it"
        : "the index form, summed element by element"}
      , relative error {number(relativeError, 2)}.
      {endToEnd !== undefined &&
        ` Against differences of the whole cost: relative error ${number(endToEnd.relativeError, 2)}${endToEnd.verdict === "pass" ? "" : ", wrong"}.`}
      {kinks > 0 && ` ${count(kinks)} at a corner, where any slope between both sides’ is right.`}
    </p>
  );
}
