import { signal } from "@preact/signals";
import { touch } from "./keys.ts";

/** The keys of the numbers under the pointer or the focus, in the diagram or in a formula. */
export const lit = signal<readonly string[]>([]);

export function isLit(key: string): boolean {
  return lit.value.some((one) => touch(one, key));
}

/** Handlers for whatever stands for some numbers. */
export function lights(keys: readonly string[]) {
  const on = (): void => {
    lit.value = keys;
  };
  const off = (): void => {
    if (lit.peek().join() === keys.join()) lit.value = [];
  };
  return { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off };
}
