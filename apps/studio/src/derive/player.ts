import { computed, effect, signal } from "@preact/signals";
import { derived, inFocus } from "./compute/derived.ts";
import { readerOf, type Reader } from "./compute/reader.ts";
import { deriveState, patch, problem } from "./state.ts";

const MILLISECONDS = 1100;

export const isPlaying = signal(false);

export const stepCount = computed(() => derived.value?.derivation.steps.length ?? 0);
const wanted = computed(() => deriveState.value.step);
/** How many steps are computed. */
export const reached = computed(() =>
  wanted.value === "end" ? stepCount.value : Math.min(wanted.value, stepCount.value),
);
/** The step that was computed last, while the reader walks; none before the first, and none when nobody walks. */
export const currentStep = computed(() =>
  wanted.value === "end" ? undefined : derived.value?.derivation.steps[reached.value - 1],
);

export const reader = computed<Reader | null>(() =>
  derived.value === null ? null : readerOf(problem.value, derived.value, reached.value),
);

/** Walks to a place and shows the derivation of the step there. */
export function goToStep(count: number): void {
  const place = Math.max(0, Math.min(count, stepCount.peek()));
  const step = derived.peek()?.derivation.steps[place - 1];
  patch({ step: place, ...(step && { selection: { of: step.id } }) });
}

export function stepBy(change: number): void {
  isPlaying.value = false;
  goToStep(reached.peek() + change);
}

export function togglePlay(): void {
  if (!isPlaying.peek() && reached.peek() >= stepCount.peek()) goToStep(0);
  isPlaying.value = !isPlaying.peek();
}

effect(() => {
  if (!isPlaying.value) return;
  const timer = setInterval(() => {
    if (reached.peek() >= stepCount.peek()) isPlaying.value = false;
    else goToStep(reached.peek() + 1);
  }, MILLISECONDS);
  return () => {
    clearInterval(timer);
  };
});

/** Whether the selection's derivation is there to be read. */
export const isSelectionReached = (id: string): boolean =>
  reader.value?.isReached(id) ?? inFocus.value !== null;
