import { ACTIVATION_NAMES, COST_NAMES } from "backproof/nn";
import { count } from "../../parts/format.ts";
import { sizes, whole } from "../../parts/numbers.ts";
import { SelectField } from "../../parts/SelectField.tsx";
import { TextField } from "../../parts/TextField.tsx";
import type { Recipe } from "../protocol.ts";
import { data } from "../state/session.ts";
import { recipe } from "../state/settings.ts";

/** Layers, activations, cost, seed. */
export function NetworkSettings() {
  const { hidden, activation, outputActivation, cost, seed } = recipe.value;
  const change = (part: Partial<Recipe>): void => {
    recipe.value = { ...recipe.value, ...part };
  };
  return (
    <section class="settings" aria-label="Network">
      <h3>Network</h3>
      <TextField
        label="Hidden layers"
        text={hidden.join(", ")}
        parse={sizes}
        needs="Sizes from 1 to 4096, at most 8 of them, such as 30, 20."
        inputMode="text"
        onChange={(value) => {
          change({ hidden: value });
        }}
      />
      <p class="field-note number">{describe()}</p>
      <div class="pair">
        <SelectField
          label="Activation"
          value={activation}
          options={ACTIVATION_NAMES}
          onChange={(value) => {
            change({ activation: value });
          }}
        />
        <SelectField
          label="Output"
          value={outputActivation}
          options={ACTIVATION_NAMES}
          onChange={(value) => {
            change({ outputActivation: value });
          }}
        />
      </div>
      <div class="pair">
        <SelectField
          label="Cost"
          value={cost}
          options={COST_NAMES}
          onChange={(value) => {
            change({ cost: value });
          }}
        />
        <TextField
          label="Seed"
          text={String(seed)}
          parse={whole(0, 2 ** 31)}
          needs="A whole number from 0 on."
          inputMode="numeric"
          onChange={(value) => {
            change({ seed: value });
          }}
        />
      </div>
    </section>
  );
}

function describe(): string {
  if (data.value === null) return "";
  const all = [data.value.inputs, ...recipe.value.hidden, data.value.outputs];
  const parameters = all.slice(1).reduce((sum, out, l) => sum + out * (all[l]! + 1), 0);
  return `${all.join(" – ")}, ${count(parameters)} parameters`;
}
