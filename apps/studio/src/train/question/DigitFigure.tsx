import { useSignalEffect } from "@preact/signals";
import { Figure } from "../../parts/Figure.tsx";
import { ask } from "../actions.ts";
import { send } from "../client.ts";
import { GreyPicture } from "../pictures/GreyPicture.tsx";
import { sample } from "../state/session.ts";
import { question, strokes } from "../state/question.ts";
import { asMnist } from "./asMnist.ts";
import { DrawingPad } from "./DrawingPad.tsx";
import { ExplainButton } from "./ExplainButton.tsx";
import { OutputBars, verdict } from "./OutputBars.tsx";
import type { Stroke } from "./strokes.ts";

const SHAPE = [28, 28];
const BLANK = new Float32Array(28 * 28);
let nextSample = 0;

/** Draw a digit; the network says what it takes it for, at every stroke and at every step of its training. */
export function DigitFigure() {
  useSignalEffect(askAboutSample);
  const asked = question.value;
  return (
    <Figure title="Draw a digit">
      <DrawingPad strokes={strokes.value} onDraw={draw} />
      <div class="buttons">
        <button type="button" disabled={strokes.value.length === 0} onClick={undo}>
          Undo
        </button>
        <button type="button" disabled={asked === null} onClick={clear}>
          Clear
        </button>
        <button type="button" onClick={takeSample}>
          Take a test digit
        </button>
      </div>
      <div class="seen">
        <GreyPicture values={asked?.input ?? BLANK} shape={SHAPE} label="" />
        <p class="caption">
          As the network sees it: scaled to 20 × 20 and centred by its mass in 28 × 28, as MNIST is.
        </p>
      </div>
      <OutputBars />
      <p class="caption" role="status">
        {asked === null ? "Draw with mouse, finger or arrow keys." : `${capital(asked.sample)}: ${verdict()}`}
      </p>
      <ExplainButton />
    </Figure>
  );
}

function draw(drawn: readonly Stroke[]): void {
  strokes.value = drawn;
  ask(drawn.length === 0 ? null : { input: asMnist(drawn), sample: "your drawing" });
}

function undo(): void {
  draw(strokes.value.slice(0, -1));
}

function clear(): void {
  draw([]);
}

function takeSample(): void {
  send({ type: "sample", index: nextSample++ });
}

/** A test digit came from the worker: it takes the place of the drawing. */
function askAboutSample(): void {
  const { value } = sample;
  if (value === null) return;
  sample.value = null;
  strokes.value = [];
  ask({ input: value.input, target: value.target, sample: `test sample ${value.index}` });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
