import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

/**
 * A text that must mean something: it is taken when it does, and the field says what it needs where it does not. The last text
 * that meant something stays in force.
 */
export function TextField<Value>({
  label,
  text,
  parse,
  needs,
  onChange,
  inputMode = "decimal",
}: {
  readonly label: string;
  /** What stands there until somebody types. */
  readonly text: string;
  /** Undefined for a text that means nothing. */
  readonly parse: (text: string) => Value | undefined;
  /** What the field needs, as a sentence. */
  readonly needs: string;
  readonly onChange: (value: Value) => void;
  readonly inputMode?: "decimal" | "numeric" | "text";
}) {
  const id = useId();
  const typed = useSignal<string | null>(null);
  const shown = typed.value ?? text;
  const isWrong = typed.value !== null && parse(typed.value) === undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="numbers"
        type="text"
        inputMode={inputMode}
        autocomplete="off"
        spellcheck={false}
        value={shown}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-note` : undefined}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
        }}
        onChange={({ currentTarget }) => {
          const value = parse(currentTarget.value);
          if (value !== undefined) {
            typed.value = null;
            onChange(value);
          }
        }}
      />
      {isWrong && (
        <p class="field-note problem" id={`${id}-note`}>
          {needs}
        </p>
      )}
    </div>
  );
}
