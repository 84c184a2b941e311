import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { isLit, lights } from "../lit.ts";
import type { Entry } from "../problem/entries.ts";
import { isSame, type Selection } from "../selection.ts";
import { patch, selection } from "../state.ts";
import type { Box } from "./geometry.ts";

/** The number that is being changed in the diagram, and where. */
export interface Editing {
  readonly entry: Entry;
  readonly name: string;
  readonly box: Box;
  /** The part that gets the focus back. */
  readonly part: string;
}

export const editing = signal<Editing | null>(null);

/** Of all parts one is in the order of the Tab key; the arrow keys go from there to the others. */
export const focusedPart = signal<string>("");

/** Something in the diagram that can be asked about: Enter or a click selects it, and opens it where it can be changed. */
export function Part({
  part,
  kind,
  label,
  asks,
  keys,
  edits,
  hit,
  children,
}: {
  readonly part: string;
  readonly kind: string;
  /** For screen readers. */
  readonly label: string;
  readonly asks: Selection;
  /** What lights up with it. */
  readonly keys: readonly string[];
  readonly edits?: Omit<Editing, "part">;
  /** What the pointer finds. */
  readonly hit: Box & { readonly rx: number };
  readonly children: ComponentChildren;
}) {
  const isSelected = isSame(selection.value, asks);
  const choose = (): void => {
    focusedPart.value = part;
    patch({ selection: asks });
    editing.value = edits === undefined ? null : { ...edits, part };
  };
  return (
    <g class={`derive-part ${kind} ${isSelected ? "selected" : ""} ${keys.some(isLit) ? "lit" : ""}`}>
      <g
        data-part={part}
        role="button"
        aria-label={label}
        aria-pressed={isSelected}
        // Attributes of SVG know capitals: `tabIndex` would be another one.
        tabindex={focusedPart.value === part ? 0 : -1}
        onClick={choose}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          choose();
        }}
        {...lights(keys)}
      >
        <rect class="hit" {...hit} />
      </g>
      <g aria-hidden="true">{children}</g>
    </g>
  );
}
