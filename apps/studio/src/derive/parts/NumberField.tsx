import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { givenAt, withGiven, type Entry } from "../problem/entries.ts";
import { edit, problem } from "../state.ts";
import { stepped, typedNumber } from "./text.ts";

let sessions = 0;

/**
 * A given number to change: type it, or step it with the arrow keys (Shift: by 1, Alt: by 0.01). Everything follows at once.
 * Escape brings back what was there; a text that is no number is told and changes nothing.
 */
export function NumberField({
  entry,
  name,
  label,
  onClose,
}: {
  readonly entry: Entry;
  /** `w²₁,₂`: for the buttons of undo and redo. */
  readonly name: string;
  /** For screen readers. */
  readonly label: string;
  /** In the diagram, where the field goes again. */
  readonly onClose?: (cause: "key" | "blur") => void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const typed = useSignal<string | null>(null);
  const start = useRef<{ readonly value: number; readonly session: string } | null>(null);
  const value = givenAt(problem.value, entry) ?? 0;
  const isWrong = typed.value !== null && typedNumber(typed.value) === undefined;

  // Before the next key: whoever types fast must not type into the diagram.
  useLayoutEffect(() => {
    if (onClose === undefined) return;
    field.current?.focus();
    field.current?.select();
  }, []);

  const begin = (): { readonly value: number; readonly session: string } =>
    (start.current ??= { value, session: `field ${++sessions}` });
  const change = (next: number): void => {
    edit(withGiven(problem.peek(), entry, next), `${name} to ${next}`, begin().session);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = (event.shiftKey ? 1 : event.altKey ? 0.01 : 0.1) * (event.key === "ArrowDown" ? -1 : 1);
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      change(stepped(givenAt(problem.peek(), entry) ?? 0, by));
      typed.value = null;
    } else if (event.key === "Escape") {
      if (start.current !== null) change(start.current.value);
      typed.value = null;
      onClose?.("key");
    } else if (event.key === "Enter" && !isWrong) {
      typed.value = null;
      onClose?.("key");
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span class="derive-field">
      <input
        ref={field}
        class="numbers"
        type="text"
        role="spinbutton"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        aria-label={label}
        aria-valuenow={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-note` : undefined}
        value={typed.value ?? String(value)}
        onFocus={begin}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          const next = typedNumber(currentTarget.value);
          if (next !== undefined) change(next);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          // What is no number stays to be seen and mended, but for the field in the diagram, which goes.
          if (!isWrong) typed.value = null;
          start.current = null;
          onClose?.("blur");
        }}
      />
      {isWrong && (
        <span class="derive-field-note" id={`${id}-note`} role="alert">
          “{typed.value}” is no number; {String(value)} stays.
        </span>
      )}
    </span>
  );
}
