import "./derive.css";
import { useEffect } from "preact/hooks";
import { ConventionControls } from "./controls/ConventionControls.tsx";
import { Descent } from "./controls/Descent.tsx";
import { NetworkControls } from "./controls/NetworkControls.tsx";
import { SampleControls } from "./controls/SampleControls.tsx";
import { SourceNote } from "./controls/SourceNote.tsx";
import { StepList } from "./controls/StepList.tsx";
import { Transport } from "./controls/Transport.tsx";
import { derived, isDeriving } from "./compute/derived.ts";
import { DerivationCard } from "./derivation/DerivationCard.tsx";
import { Diagram } from "./diagram/Diagram.tsx";
import { Legend } from "./diagram/Legend.tsx";
import { isWide } from "./problem/problem.ts";
import { isPlaying } from "./player.ts";
import { takeRequests } from "./request.ts";
import { deriveState, problem, redo, undo } from "./state.ts";

takeRequests();

/** A network, its forward and backward pass step by step, and where every number comes from. */
export function DerivePanel() {
  useEffect(() => {
    document.addEventListener("keydown", undoKeys);
    return () => {
      document.removeEventListener("keydown", undoKeys);
      isPlaying.value = false;
    };
  }, []);
  const isAll = deriveState.value.form === "all";
  return (
    <div class={`derive ${isAll ? "all-forms" : ""}`}>
      <h2 class="hidden">Derive: a network's gradients, step by step</h2>
      <div class="derive-top">
        <div class="card derive-bar">
          <Transport />
          <Descent />
        </div>
        <SourceNote />
      </div>
      <section class="card derive-picture-card" aria-label="Diagram" aria-busy={isDeriving.value}>
        <div class="derive-picture-head">
          <h3>{derived.value?.derivation.title ?? "Deriving…"}</h3>
          <Legend />
        </div>
        <Diagram />
        <p class="caption derive-lead">
          Forward, every neuron adds up what enters, times weights, plus its bias: z. Its activation makes a
          of it, and the cost C says how wrong the outputs are. Backward, δ says how the cost changes with
          each z, and what a weight gets is δ times what entered. Change any underlined number; choose any
          other to see where it comes from.
        </p>
      </section>
      <DerivationCard />
      <StepList />
      <div class="derive-settings">
        <ConventionControls />
        {!isWide(problem.value) && <NetworkControls />}
        {!isWide(problem.value) && <SampleControls />}
      </div>
    </div>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y; in a field that somebody types in, they are the field's own. */
function undoKeys(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  const field = event.target instanceof HTMLInputElement ? event.target : null;
  if (field?.type === "text" && field.getAttribute("role") !== "spinbutton") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}
