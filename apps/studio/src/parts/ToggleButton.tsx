import type { Signal } from "@preact/signals";

/** A small switch beside a title. */
export function ToggleButton({ label, on }: { readonly label: string; readonly on: Signal<boolean> }) {
  return (
    <button
      type="button"
      class="quiet small"
      aria-pressed={on.value}
      onClick={() => {
        on.value = !on.value;
      }}
    >
      {label}
    </button>
  );
}
