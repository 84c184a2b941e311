import { useSignal, useSignalEffect } from "@preact/signals";
import { Figure } from "../../parts/Figure.tsx";
import { count, number } from "../../parts/format.ts";
import { whole } from "../../parts/numbers.ts";
import { Table } from "../../parts/Table.tsx";
import { TextField } from "../../parts/TextField.tsx";
import { ask } from "../actions.ts";
import { send } from "../client.ts";
import { data, sample } from "../state/session.ts";
import { question } from "../state/question.ts";
import { ExplainButton } from "./ExplainButton.tsx";
import { OutputBars, verdict } from "./OutputBars.tsx";

/** The inputs and the outputs of one test sample, chosen by its number. */
export function SampleFigure() {
  const index = useSignal(0);
  useSignalEffect(askAboutSample);
  const tests = data.value?.test ?? 1;
  const asked = question.value;
  return (
    <Figure title="Ask about a sample">
      <TextField
        label={`Test sample, 0 to ${count(tests - 1)}`}
        text={String(index.value)}
        parse={whole(0, tests - 1)}
        needs={`A whole number from 0 to ${count(tests - 1)}.`}
        inputMode="numeric"
        onChange={(value) => {
          index.value = value;
          send({ type: "sample", index: value });
        }}
      />
      <button
        type="button"
        onClick={() => {
          send({ type: "sample", index: index.value });
        }}
      >
        Ask
      </button>
      {asked && (
        <Table caption="Inputs of the sample" columns={["input", "value"]} rows={inputsOf(asked.input)} />
      )}
      <OutputBars />
      <p class="caption" role="status">
        {asked === null ? "" : `${verdict()} ${truth(asked.target)}`}
      </p>
      <ExplainButton />
    </Figure>
  );
}

function inputsOf(input: Float32Array): string[][] {
  const names = data.value?.inputNames;
  return [...input].map((value, i) => [names?.[i] ?? `x${i + 1}`, number(value)]);
}

function truth(target: readonly number[] | undefined): string {
  if (target === undefined) return "";
  const classes = data.value?.classes ?? null;
  const right =
    classes === null ? target.map((value) => number(value)).join(", ") : classes[target.indexOf(1)];
  return `Right would be ${right ?? "another"}.`;
}

function askAboutSample(): void {
  const { value } = sample;
  if (value === null) return;
  sample.value = null;
  ask({ input: value.input, target: value.target, sample: `test sample ${value.index}` });
}
