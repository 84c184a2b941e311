import { FORM_NAMES } from "backproof/explain";
import { deriveState, patch } from "../state.ts";
import { FORM_TITLES } from "./FormView.tsx";

/** In which form gradients are written. */
export function FormChoice() {
  const present = deriveState.value.form;
  return (
    <div class="derive-segments" role="group" aria-label="Form of the gradients">
      {[...FORM_NAMES, "all" as const].map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={present === name}
          onClick={() => {
            patch({ form: name });
          }}
        >
          {name === "all" ? "All four" : FORM_TITLES[name]}
        </button>
      ))}
    </div>
  );
}
