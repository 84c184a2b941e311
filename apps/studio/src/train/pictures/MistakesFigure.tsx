import { count, number, percent } from "../../parts/format.ts";
import { Figure } from "../../parts/Figure.tsx";
import { Table } from "../../parts/Table.tsx";
import { ask } from "../actions.ts";
import type { Mistake } from "../protocol.ts";
import { data, mistakes } from "../state/session.ts";
import { strokes } from "../state/question.ts";
import { GreyPicture } from "./GreyPicture.tsx";

/** Test samples in a wrong class; each can be asked about. */
export function MistakesFigure() {
  const found = mistakes.value;
  const { classes = null, inputShape = null, points = null } = data.value ?? {};
  // In the plane, everybody sees them already.
  if (classes === null || points !== null) return null;
  const name = (label: number | null): string => (label === null ? "" : (classes[label] ?? String(label)));
  return (
    <Figure
      title="Mistakes"
      aside={found && <span class="label number">{`${count(found.wrong)} of ${count(found.checked)}`}</span>}
      caption={
        found !== null && found.shown.length > 0
          ? "What it is → what it was taken for. Choose one to ask about it."
          : undefined
      }
      alternative={() => (
        <Table
          caption="Test samples in a wrong class"
          columns={["test sample", "is", "taken for", "output"]}
          rows={(found?.shown ?? []).map(({ index, label, predicted, outputs }) => [
            String(index),
            name(label),
            name(predicted),
            number(outputs[predicted] ?? outputs[0]!, 3),
          ])}
        />
      )}
    >
      {found === null || found.wrong === 0 ? (
        <p class="empty">
          {found === null ? "Not looked for yet." : `All ${count(found.checked)} test samples are right.`}
        </p>
      ) : (
        <>
          <p class="hidden">{percent(found.wrong / found.checked)} of the test samples are wrong.</p>
          <ul class={inputShape === null ? "mistakes words" : "mistakes"}>
            {found.shown.map((mistake) => (
              <li key={mistake.index}>
                <button
                  type="button"
                  class="quiet"
                  aria-label={`${name(mistake.label)} → ${name(mistake.predicted)}: ask about test sample ${mistake.index}`}
                  onClick={() => {
                    askAbout(mistake);
                  }}
                >
                  {inputShape !== null && <GreyPicture values={mistake.input} shape={inputShape} label="" />}
                  <span class="number">
                    {name(mistake.label)} → {name(mistake.predicted)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Figure>
  );
}

function askAbout({ index, input, target }: Mistake): void {
  strokes.value = [];
  ask({ input, target, sample: `test sample ${index}` });
}
