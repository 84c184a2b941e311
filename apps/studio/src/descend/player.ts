import { computed, signal } from "@preact/signals";
import { shownStep, steps } from "./state.ts";

/** Steps a second. */
const PACE = 15;

const timer = signal<number | undefined>(undefined);
export const isPlaying = computed(() => timer.value !== undefined);

/** Who asked for less motion sees where the paths lead at once; stepping by hand works as ever. */
export const wantsStillness = window.matchMedia("(prefers-reduced-motion: reduce)");

export function play(): void {
  if (shownStep.value >= steps.value) shownStep.value = 0;
  if (wantsStillness.matches) {
    shownStep.value = steps.value;
    return;
  }
  timer.value = window.setInterval(() => {
    shownStep.value = Math.min(steps.value, shownStep.value + 1);
    if (shownStep.value === steps.value) pause();
  }, 1000 / PACE);
}

export function pause(): void {
  window.clearInterval(timer.value);
  timer.value = undefined;
}

export function goToStep(step: number): void {
  pause();
  shownStep.value = Math.max(0, Math.min(steps.value, step));
}
