import { signal } from "@preact/signals";
import { positive } from "../../parts/numbers.ts";
import { TextField } from "../../parts/TextField.tsx";
import { notifyError } from "../../state/notices.ts";
import { derived, isDeriving } from "../compute/derived.ts";
import { Icon } from "../parts/Icon.tsx";
import { text } from "../parts/text.ts";
import { reader, reached, stepCount } from "../player.ts";
import { gradientStep } from "../problem/gradientStep.ts";
import { gradientOf } from "../selection.ts";
import { deriveState, edit, history, patch, problem, redo, settings, undo } from "../state.ts";
import type { Problem } from "../problem/problem.ts";

/** The cost before the last gradient step, and what came out of it. */
const lastStep = signal<{ readonly cost: number; readonly after: Problem } | null>(null);

/** One step downhill: every weight and bias against its gradient. */
export function Descent() {
  const cost = derived.value?.derivation.cost.value;
  const isKnown = reader.value?.isReached("C") === true && cost !== undefined;
  const before = lastStep.value;
  const isAfter = before !== null && before.after === problem.value && !isDeriving.value;
  const { digits } = settings.value;
  return (
    <div class="derive-descent" role="group" aria-label="Gradient step">
      <TextField
        label="Rate η"
        text={String(deriveState.value.rate)}
        parse={positive}
        needs="η must be a number above 0."
        onChange={(rate) => {
          patch({ rate });
        }}
      />
      <button
        type="button"
        disabled={!Number.isFinite(cost ?? Number.NaN) || isDeriving.value || reached.value < stepCount.value}
        title="θ − η ∂C/∂θ for every weight and bias"
        onClick={takeStep}
      >
        One gradient step
      </button>
      <p class="derive-cost" role="status">
        <span class="label">Cost</span>{" "}
        {isAfter && (
          <>
            <span class="number quiet">{text(before.cost, digits)}</span> <span aria-hidden="true">→</span>
            <span class="hidden"> before, now </span>{" "}
          </>
        )}
        <strong class="number">{isKnown ? text(cost, digits) : "not computed yet"}</strong>
        {isAfter && isKnown && (
          <span class={`number ${cost <= before.cost ? "down" : "up"}`}>
            {" "}
            {cost <= before.cost ? "▼" : "▲"} {text(Math.abs(cost - before.cost), digits)}
          </span>
        )}
      </p>
      <div class="buttons derive-undo">
        <button
          type="button"
          class="derive-icon"
          aria-label={`Undo${history.undoes === undefined ? "" : `: ${history.undoes}`}`}
          title={`Undo${history.undoes === undefined ? "" : `: ${history.undoes}`} (Ctrl+Z)`}
          disabled={history.undoes === undefined}
          onClick={undo}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="derive-icon"
          aria-label={`Redo${history.redoes === undefined ? "" : `: ${history.redoes}`}`}
          title={`Redo${history.redoes === undefined ? "" : `: ${history.redoes}`} (Ctrl+Shift+Z)`}
          disabled={history.redoes === undefined}
          onClick={redo}
        >
          <Icon name="redo" />
        </button>
      </div>
    </div>
  );
}

function takeStep(): void {
  const [present, read] = [derived.peek(), reader.peek()];
  if (present === null || read === null) return;
  try {
    const gradients = (of: string) => read.all(gradientOf(present.derivation, of)?.id ?? `dC-d${of}`);
    const after = gradientStep(problem.peek(), gradients, deriveState.peek().rate);
    lastStep.value = { cost: present.derivation.cost.value, after };
    edit(after, "gradient step");
  } catch (error) {
    notifyError(error);
  }
}
