import { signal } from "@preact/signals";
import type Temml from "temml";

/** The formula setter, once it is loaded: it is half of what this panel weighs, so numbers come first. */
export const temml = signal<typeof Temml | null>(null);

let isAsked = false;

export function loadTemml(): void {
  if (isAsked) return;
  isAsked = true;
  import("temml").then(
    (module) => {
      temml.value = module.default;
    },
    () => {
      // Without it formulas are shown as LaTeX; the next visit asks again.
      isAsked = false;
    },
  );
}
