import type { Eigenvalue } from "backproof/diagnose";
import { batch, computed, signal } from "@preact/signals";
import { ALGORITHMS, type AlgorithmName } from "./algorithms.ts";
import type { Pair } from "./coordinates.ts";
import type { Run, Survey, Walk } from "./jobs.ts";
import type { Point } from "./paths.ts";
import type { Problem } from "./problem.ts";
import { contains, zoomed, type Window } from "./scale.ts";
import { SCENES, type Scene } from "./scenes.ts";
import { settingsFor, type Setting, type Settings } from "./settings.ts";

const first = SCENES[0]!;

export const sceneId = signal(first.id);
export const problem = signal<Problem>(first.problem);
export const pair = signal<Pair>(first.pair);
export const view = signal<Window>(first.window);
export const start = signal<Point>(first.start);
/** How many steps each algorithm takes. */
export const steps = signal(100);
/** Up to which step the paths are shown. */
export const shownStep = signal(100);
export const settings = signal<Settings>(settingsFor(first.rates));

export const surveyed = signal<Survey | null>(null);
/** Paths, and the runs that they are of. */
export const walked = signal<{ readonly walk: Walk; readonly runs: readonly Run[] } | null>(null);
/** λ of the whole network, with the two parameters at the start. */
export const whole = signal<Eigenvalue | null>(null);

/** What to send down. */
export const runs = computed<readonly Run[]>(() =>
  ALGORITHMS.filter(({ name }) => settings.value[name].shown).map(({ name }) => ({
    ...{ name, rate: settings.value[name].rate },
    numbers: settings.value[name].numbers,
  })),
);

/** Goes to another problem, with everything as it is best seen. */
export function showScene(scene: Scene): void {
  batch(() => {
    sceneId.value = scene.id;
    problem.value = scene.problem;
    pair.value = scene.pair;
    view.value = scene.window;
    start.value = scene.start;
    settings.value = settingsFor(scene.rates, settings.value);
    shownStep.value = steps.value;
  });
}

/** Looks at other parameters of the same problem; the window goes around the network's own numbers. */
export function showPair(next: Pair, around: Point): void {
  batch(() => {
    pair.value = next;
    const half = 8;
    view.value = {
      x: [Math.round(around.x) - half, Math.round(around.x) + half],
      y: [Math.round(around.y) - half, Math.round(around.y) + half],
    };
    start.value = around;
    shownStep.value = steps.value;
  });
}

export function change(name: AlgorithmName, part: Partial<Setting>): void {
  settings.value = { ...settings.value, [name]: { ...settings.value[name], ...part } };
}

export function takeSteps(count: number): void {
  batch(() => {
    steps.value = count;
    shownStep.value = count;
  });
}

/** Moves the start, which must stay in view. */
export function moveStart(to: Point): void {
  const { x, y } = view.value;
  start.value = { x: clamp(to.x, x), y: clamp(to.y, y) };
}

export function zoom(factor: number): void {
  const next = zoomed(view.value, factor);
  batch(() => {
    view.value = next;
    if (!contains(next, start.value)) moveStart(start.value);
  });
}

function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
