import { useId } from "preact/hooks";
import { positive } from "../parts/numbers.ts";
import { TextField } from "../parts/TextField.tsx";
import { ALGORITHMS, type Algorithm } from "./algorithms.ts";
import { Sample } from "./Sample.tsx";
import { change, settings } from "./state.ts";

/** The four ways down: which to show, how fast they go, and their own numbers. */
export function AlgorithmControls() {
  return (
    <section class="card descend-algorithms" aria-label="Algorithms">
      {ALGORITHMS.map((algorithm) => (
        <AlgorithmRow key={algorithm.name} {...algorithm} />
      ))}
    </section>
  );
}

function AlgorithmRow({ name, title, formula, hyperParameters }: Algorithm) {
  const id = useId();
  const { shown, rate, numbers } = settings.value[name];
  return (
    <fieldset class="descend-algorithm">
      <legend>
        <label class="check" for={id}>
          <input
            id={id}
            type="checkbox"
            checked={shown}
            onChange={({ currentTarget }) => {
              change(name, { shown: currentTarget.checked });
            }}
          />
          <Sample name={name} />
          {title}
        </label>
      </legend>
      <p class="descend-formula">{formula}</p>
      <div class="descend-numbers">
        <TextField
          label={`η, learning rate`}
          text={String(rate)}
          parse={positive}
          needs="A learning rate is a number above 0."
          onChange={(value) => {
            change(name, { rate: value });
          }}
        />
        {hyperParameters.map(({ key, symbol, words, low, high }) => (
          <TextField
            key={key}
            label={`${symbol}, ${words}`}
            text={String(numbers[key])}
            parse={between(low, high)}
            needs={`A number from ${low} to ${high}.`}
            onChange={(value) => {
              change(name, { numbers: { ...numbers, [key]: value } });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

function between(low: number, high: number): (text: string) => number | undefined {
  return (text) => {
    const value = Number(text.trim().replace(",", "."));
    return text.trim() !== "" && value >= low && value <= high ? value : undefined;
  };
}
