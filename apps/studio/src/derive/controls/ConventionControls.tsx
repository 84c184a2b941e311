import type { Convention } from "backproof/explain";
import { whole } from "../../parts/numbers.ts";
import { SelectField } from "../../parts/SelectField.tsx";
import { TextField } from "../../parts/TextField.tsx";
import { deriveState, patch, settings } from "../state.ts";

/** Books write the same mathematics in different ways; everything here is written in the one that is chosen. */
export function ConventionControls() {
  const { costFactor, reduction, delta, gradient, firstIndex, digits } = settings.value;
  return (
    <section class="card derive-conventions" aria-label="Convention">
      <h3>Convention</h3>
      <p class="caption">Books differ. Choose yours, and everything is written again.</p>
      <div class="derive-convention-fields">
        <SelectField
          label="Factor of squared costs"
          value={costFactor}
          options={[
            ["given", "as the cost says"],
            ["half", "½‖a − y‖²"],
            ["one", "‖a − y‖²"],
            ["mean", "‖a − y‖²/n"],
          ]}
          onChange={(value) => {
            change({ costFactor: value });
          }}
        />
        <SelectField
          label="Over the samples"
          value={reduction}
          options={[
            ["given", "as the network says"],
            ["mean", "mean"],
            ["sum", "sum"],
          ]}
          onChange={(value) => {
            change({ reduction: value });
          }}
        />
        <SelectField
          label="δ stands for"
          value={delta}
          options={[
            ["z", "∂C/∂z"],
            ["a", "∂C/∂a"],
          ]}
          onChange={(value) => {
            change({ delta: value });
          }}
        />
        <SelectField
          label="Gradients of vectors"
          value={gradient}
          options={[
            ["column", "columns"],
            ["row", "rows"],
          ]}
          onChange={(value) => {
            change({ gradient: value });
          }}
        />
        <SelectField
          label="First index"
          value={String(firstIndex) as "0" | "1"}
          options={[
            ["1", "1"],
            ["0", "0"],
          ]}
          onChange={(value) => {
            change({ firstIndex: value === "0" ? 0 : 1 });
          }}
        />
        <TextField
          label="Digits"
          text={String(digits)}
          parse={whole(1, 12)}
          needs="Digits must be a whole number from 1 to 12."
          inputMode="numeric"
          onChange={(value) => {
            change({ digits: value });
          }}
        />
      </div>
    </section>
  );
}

function change(part: Partial<Convention>): void {
  patch({ convention: { ...deriveState.peek().convention, ...part } });
}
