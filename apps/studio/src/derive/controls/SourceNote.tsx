import { number } from "../../parts/format.ts";
import { SelectField } from "../../parts/SelectField.tsx";
import { derived } from "../compute/derived.ts";
import { deriveState, edit, FIRST_STATE, patch, problem, restoreDerive } from "../state.ts";
import { InputPictures } from "./InputPictures.tsx";

/** What a problem from elsewhere is, and what it is explained as. */
export function SourceNote() {
  const { source } = deriveState.value;
  if (source === undefined) return null;
  const target = problem.value.target[problem.value.sample]!;
  const asked = target.indexOf(Math.max(...target));
  const name = (unit: number) => source.classes?.[unit] ?? String(unit);
  const cost = derived.value?.derivation.cost.value;
  return (
    <section class="card derive-source" aria-label="What is explained">
      <div class="derive-source-words">
        <h3>Explained: {source.sample}</h3>
        <p class="caption">
          {source.targetIsGuess
            ? `Nobody said what is right, so the network's own answer, ${name(asked)}, is the target. Choose another and see what the cost asks for.`
            : `The target is ${name(asked)}.`}
          {cost !== undefined && ` The cost is ${number(cost)}.`}
        </p>
        <div class="derive-source-controls">
          <SelectField
            label="Target"
            value={String(asked)}
            options={target.map((_, unit) => [String(unit), name(unit)] as const)}
            onChange={(value) => {
              const row = target.map((_, unit) => (unit === Number(value) ? 1 : 0));
              edit({ ...problem.peek(), target: [row], sample: 0 }, `target ${name(Number(value))}`);
              patch({ source: { ...source, targetIsGuess: false } });
            }}
          />
          <button
            type="button"
            onClick={() => {
              restoreDerive(FIRST_STATE);
            }}
          >
            Back to the small network
          </button>
        </div>
      </div>
      <InputPictures />
    </section>
  );
}
