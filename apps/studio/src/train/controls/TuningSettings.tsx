import { OPTIMIZER_NAMES } from "backproof/optim";
import { positive, whole } from "../../parts/numbers.ts";
import { SelectField } from "../../parts/SelectField.tsx";
import { TextField } from "../../parts/TextField.tsx";
import { tune } from "../actions.ts";
import { engineFacts } from "../state/session.ts";
import { tuning } from "../state/settings.ts";

/** Optimizer, learning rate, batch; in force at once. */
export function TuningSettings() {
  const { optimizer, learningRate, batch } = tuning.value;
  return (
    <section class="settings" aria-label="Training settings">
      <h3>Training</h3>
      <SelectField
        label="Optimizer"
        value={optimizer}
        options={OPTIMIZER_NAMES}
        onChange={(value) => {
          tune({ optimizer: value });
        }}
      />
      <div class="pair">
        <TextField
          label="Learning rate η"
          text={String(learningRate)}
          parse={positive}
          needs="A number above 0."
          onChange={(value) => {
            tune({ learningRate: value });
          }}
        />
        <TextField
          label="Batch"
          text={String(batch)}
          parse={whole(1, 100_000)}
          needs="A whole number from 1 on."
          inputMode="numeric"
          onChange={(value) => {
            tune({ batch: value });
          }}
        />
      </div>
      <p class="field-note">These may change in the middle of a training. {engine()}</p>
    </section>
  );
}

function engine(): string {
  const facts = engineFacts.value;
  if (facts === null) return "";
  const threads = facts.threads === 1 ? "one thread" : `${facts.threads} threads`;
  const notes = facts.notes.map((note) => ` ${note.charAt(0).toUpperCase()}${note.slice(1)}.`).join("");
  return `Engine: ${facts.name}, ${facts.precision}, ${threads}.${notes}`;
}
