import { currentStep, goToStep, isPlaying, reached, stepBy, stepCount, togglePlay } from "../player.ts";
import { isDeriving } from "../compute/derived.ts";
import { Icon, type IconName } from "../parts/Icon.tsx";

/** Walks through the forward and the backward pass. */
export function Transport() {
  const [here, all] = [reached.value, stepCount.value];
  const isReady = all > 0;
  return (
    <div class="derive-transport" role="group" aria-label="Walk through the steps">
      <div class="buttons">
        <Button
          label="To the start"
          sign="start"
          isOff={!isReady || here === 0}
          act={() => {
            stop(0);
          }}
        />
        <Button
          label="Step backward"
          sign="back"
          isOff={!isReady || here === 0}
          act={() => {
            stepBy(-1);
          }}
        />
        <button type="button" class="primary derive-play" disabled={!isReady} onClick={togglePlay}>
          <Icon name={isPlaying.value ? "pause" : "play"} /> {isPlaying.value ? "Pause" : "Play"}
        </button>
        <Button
          label="Step forward"
          sign="forward"
          isOff={!isReady || here === all}
          act={() => {
            stepBy(1);
          }}
        />
        <Button
          label="To the end"
          sign="end"
          isOff={!isReady || here === all}
          act={() => {
            stop(all);
          }}
        />
      </div>
      <p class="derive-where" role="status" aria-busy={isDeriving.value}>
        <Where here={here} all={all} />
      </p>
    </div>
  );
}

function Where({ here, all }: { readonly here: number; readonly all: number }) {
  const step = currentStep.value;
  if (all === 0) return <>Deriving…</>;
  if (here === 0) return <>Nothing is computed yet. {all} steps lie ahead.</>;
  const place = <span class="quiet number">{` step ${here} of ${all}`}</span>;
  if (step === undefined) return <>Everything is computed:{place}</>;
  return (
    <>
      <span class={`derive-pass ${step.pass}`}>
        <span aria-hidden="true">{step.pass === "forward" ? "→" : "←"}</span> {step.pass}
      </span>{" "}
      <strong>{step.name}</strong>
      {place}
    </>
  );
}

function stop(at: number): void {
  isPlaying.value = false;
  goToStep(at);
}

function Button({
  label,
  sign,
  isOff,
  act,
}: {
  readonly label: string;
  readonly sign: IconName;
  readonly isOff: boolean;
  readonly act: () => void;
}) {
  return (
    <button type="button" class="derive-icon" aria-label={label} title={label} disabled={isOff} onClick={act}>
      <Icon name={sign} />
    </button>
  );
}
