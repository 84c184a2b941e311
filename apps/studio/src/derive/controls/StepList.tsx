import type { Step } from "backproof/explain";
import { useMemo } from "preact/hooks";
import { derived } from "../compute/derived.ts";
import { Formula } from "../derivation/Formula.tsx";
import { liveSymbols } from "../derivation/liveSymbols.ts";
import { CheckMark } from "../parts/CheckMark.tsx";
import { goToStep, isPlaying, reached } from "../player.ts";

/** Every step in words and formulas: the diagram for who does not see it, and a way to any place. */
export function StepList() {
  const steps = derived.value?.derivation.steps ?? [];
  return (
    <section class="card derive-steps" aria-label="Steps">
      <h3>Steps</h3>
      <div class="derive-passes">
        {(["forward", "backward"] as const).map((pass) => (
          <div key={pass}>
            <h4 class={`derive-pass ${pass}`}>
              <span aria-hidden="true">{pass === "forward" ? "→" : "←"}</span> {pass} pass
            </h4>
            <ol>
              {steps.map((step, place) =>
                step.pass === pass ? <Item key={step.id} step={step} place={place} /> : null,
              )}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}

function Item({ step, place }: { readonly step: Step; readonly place: number }) {
  const done = place < reached.value;
  const derivation = derived.value?.derivation;
  const symbols = useMemo(() => (derivation === undefined ? [] : liveSymbols(derivation, [])), [derivation]);
  return (
    <li class={done ? "done" : "waiting"}>
      <button
        type="button"
        class="derive-step-button"
        aria-current={place === reached.value - 1 ? "step" : undefined}
        onClick={() => {
          isPlaying.value = false;
          goToStep(place + 1);
        }}
      >
        <span class="derive-ordinal number" aria-hidden="true">
          {place + 1}
        </span>
        <span class="derive-step-formula">
          <Formula latex={step.formula} symbols={symbols} />
        </span>
        {done ? <CheckMark check={step.check} /> : <span class="derive-not-yet">not computed yet</span>}
      </button>
    </li>
  );
}
