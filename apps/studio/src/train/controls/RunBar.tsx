import { count, number, percent } from "../../parts/format.ts";
import { go, pause, startOver } from "../actions.ts";
import { batchCost, data, lastEpoch, loading, look, running, speed } from "../state/session.ts";
import { recipeChanged } from "../state/settings.ts";

/** Start, pause, step, start over; and the numbers that matter. */
export function RunBar() {
  const isReady = data.value !== null && loading.value === null;
  const isStill = isReady && !running.value;
  return (
    <div class="run-bar card" role="group" aria-label="Training">
      <div class="buttons">
        {running.value ? (
          <button type="button" class="primary" onClick={pause}>
            <span aria-hidden="true">❚❚</span> Pause
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={!isReady}
            onClick={() => {
              go("paused");
            }}
          >
            <span aria-hidden="true">▶</span> Train
          </button>
        )}
        <button
          type="button"
          disabled={!isStill}
          onClick={() => {
            go("batch");
          }}
        >
          <span class="long">Step a </span>batch
        </button>
        <button
          type="button"
          disabled={!isStill}
          onClick={() => {
            go("epoch");
          }}
        >
          <span class="long">Step an </span>epoch
        </button>
        <button type="button" disabled={!isReady} onClick={startOver}>
          <span aria-hidden="true">↺</span>
          <span class="long">Start over</span>
        </button>
      </div>
      <Facts />
      {recipeChanged.value && (
        <p class="field-note run-note">The network was changed. Start over to train the new one.</p>
      )}
    </div>
  );
}

function Facts() {
  const seen = look.value;
  const last = lastEpoch.value;
  const cost = batchCost.value;
  return (
    <dl class="facts">
      <Fact name="epoch" value={seen === null ? "–" : seen.epoch.toFixed(seen.epoch < 100 ? 2 : 0)} />
      <Fact name="cost" value={cost === null ? "–" : number(cost)} />
      <Fact name="test accuracy" value={last?.testAccuracy == null ? "–" : percent(last.testAccuracy)} />
      <Fact name="samples / s" value={speed.value === null ? "–" : count(speed.value)} />
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number" data-fact={name}>
        {value}
      </dd>
    </div>
  );
}
