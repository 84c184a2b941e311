import { useSignal } from "@preact/signals";
import { count } from "../../parts/format.ts";
import { choose } from "../actions.ts";
import { FileButton } from "../files/FileButton.tsx";
import { takeFiles } from "../files/takeFiles.ts";
import type { DataSource } from "../protocol.ts";
import { data, loading } from "../state/session.ts";
import { DATA_CHOICES } from "../state/dataChoices.ts";
import { source, standardise } from "../state/settings.ts";

/** Where the samples come from. */
export function DataSettings() {
  return (
    <section class="settings" aria-label="Data">
      <h3>Data</h3>
      <div class="choices" role="group" aria-label="Samples">
        {DATA_CHOICES.map((choice) => (
          <button
            key={choice.id}
            type="button"
            aria-pressed={isSame(choice.source, source.value)}
            onClick={() => {
              choose(choice.source);
            }}
          >
            {choice.title}
          </button>
        ))}
      </div>
      <FileButton label="Open a file…" accept=".csv,.tsv,.txt,.json,.gz,*" multiple onFiles={takeFiles} />
      <p class="field-note" role="status">
        {loading.value ?? summary()}
      </p>
      <OwnFile />
    </section>
  );
}

function summary(): string {
  const { value } = data;
  if (value === null) return "No samples yet.";
  const { train, test, inputs, outputs, classes } = value;
  const kind = classes === null ? `${outputs} real targets` : `${outputs} classes`;
  return `${value.name}: ${count(train)} samples to train on, ${count(test)} to test on; ${inputs} inputs, ${kind}.`;
}

/** What can be dropped, and how columns are read. */
function OwnFile() {
  const isOpen = useSignal(false);
  return (
    <details
      open={isOpen.value}
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>Your own data</summary>
      <p class="field-note">
        Drop a CSV file (a row a sample, the last column is the class or the target), the four IDX files of
        MNIST, or a network file, anywhere on this page. Nothing leaves your browser.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={standardise.value}
          onChange={({ currentTarget }) => {
            standardise.value = currentTarget.checked;
            if (source.value.kind === "files") choose({ ...source.value, standardise: standardise.value });
          }}
        />
        CSV columns to mean 0, deviation 1
      </label>
    </details>
  );
}

function isSame(a: DataSource, b: DataSource): boolean {
  return a.kind === b.kind && (a.kind !== "toy" || b.kind !== "toy" || a.shape === b.shape);
}
