import { goToStep, isPlaying, pause, play } from "./player.ts";
import { shownStep, steps, takeSteps } from "./state.ts";

const COUNTS = [10, 30, 100, 300, 1000, 3000];

/** Walks the paths step by step. */
export function PlayerBar() {
  const [step, last] = [shownStep.value, steps.value];
  return (
    <div class="descend-player">
      <div class="buttons" role="group" aria-label="Steps">
        <Button label="To the start" sign="|◀" go={0} disabled={step === 0} />
        <Button label="One step back" sign="◀" go={step - 1} disabled={step === 0} />
        <button type="button" class="primary" onClick={isPlaying.value ? pause : play}>
          {isPlaying.value ? "Pause" : "Play"}
        </button>
        <Button label="One step on" sign="▶" go={step + 1} disabled={step === last} />
        <Button label="To the end" sign="▶|" go={last} disabled={step === last} />
      </div>
      <label class="descend-step">
        <span class="number">
          Step {step} of {last}
        </span>
        <input
          type="range"
          min={0}
          max={last}
          value={step}
          onInput={(event) => {
            goToStep(event.currentTarget.valueAsNumber);
          }}
        />
      </label>
      <label class="descend-count">
        <span class="label">Steps in all</span>
        <select
          value={last}
          onChange={(event) => {
            pause();
            takeSteps(Number(event.currentTarget.value));
          }}
        >
          {[...new Set([...COUNTS, last])]
            .sort((a, b) => a - b)
            .map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
        </select>
      </label>
    </div>
  );
}

function Button({
  label,
  sign,
  go,
  disabled,
}: {
  readonly label: string;
  readonly sign: string;
  readonly go: number;
  readonly disabled: boolean;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={() => {
        goToStep(go);
      }}
    >
      <span aria-hidden="true">{`${sign}\uFE0E`}</span>
    </button>
  );
}
