import { number } from "../../parts/format.ts";
import { answer, data } from "../state/session.ts";
import { question } from "../state/question.ts";

/** The outputs for the question as bars; they move as the drawing and the weights do. */
export function OutputBars() {
  const outputs = question.value === null ? null : answer.value;
  const classes = data.value?.classes ?? null;
  const count = data.value?.outputs ?? 0;
  const best = outputs === null ? -1 : winner(outputs);
  return (
    <ol class="bars" aria-label="Outputs of the network">
      {Array.from({ length: count }, (_, i) => {
        const value = outputs?.[i];
        return (
          <li key={i} class={i === best ? "best" : ""}>
            <span class="bar-name">{classes?.[i] ?? `output ${i + 1}`}</span>
            <span class="bar-track" aria-hidden="true">
              <span class="bar" style={{ inlineSize: `${100 * Math.min(1, Math.max(0, value ?? 0))}%` }} />
            </span>
            <span class="number">{value === undefined ? "–" : value.toFixed(3).replace("-", "−")}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** What the network takes the question for, in words; empty without a question. */
export function verdict(): string {
  const outputs = answer.value;
  const { classes = null } = data.value ?? {};
  if (question.value === null || outputs === null) return "";
  if (classes === null) return `Output ${outputs.map((value) => number(value, 4)).join(", ")}.`;
  const best = winner(outputs);
  return `Taken for ${classes[best] ?? best}, output ${number(outputs[best]!, 2)}.`;
}

function winner(outputs: readonly number[]): number {
  return outputs.indexOf(Math.max(...outputs));
}
