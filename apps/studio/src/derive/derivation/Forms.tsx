import { FORM_NAMES, type Derivation, type Step } from "backproof/explain";
import { deriveState } from "../state.ts";
import { FORM_TITLES, FormView } from "./FormView.tsx";
import type { LiveSymbol } from "./liveSymbols.ts";

/** A gradient in the chosen form, or in all four side by side. */
export function Forms(props: {
  readonly step: Step;
  readonly derivation: Derivation;
  readonly symbols: readonly LiveSymbol[];
}) {
  const { form } = deriveState.value;
  if (form !== "all") return <FormView {...props} name={form} />;
  return (
    <div class="derive-four">
      {FORM_NAMES.map((name) => (
        <section key={name} class="derive-one-form">
          <h5>{FORM_TITLES[name]}</h5>
          <FormView {...props} name={name} />
        </section>
      ))}
    </div>
  );
}
