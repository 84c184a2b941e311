import { ALGORITHMS } from "./algorithms.ts";
import { coordinatesOf, isSame, type Coordinate, type Pair } from "./coordinates.ts";
import type { Point } from "./paths.ts";
import type { Problem } from "./problem.ts";
import type { Window } from "./scale.ts";
import type { Settings } from "./settings.ts";

/** What a link to this panel holds beside the scene. */
export interface Stance {
  readonly pair: Pair;
  readonly window: Window;
  readonly start: Point;
  readonly steps: number;
  readonly settings: Settings;
}

/** As short words for an address: `axes=w2.1.1,w1.1.1&start=-6,3&view=-10,10,-10,10&steps=100&sgd=3&momentum=1,0.9`. */
export function toSettings({ pair, window, start, steps, settings }: Stance): Record<string, string> {
  const algorithms = ALGORITHMS.map(({ name, hyperParameters }): [string, string] => {
    const { shown, rate, numbers } = settings[name];
    return [name, shown ? [rate, ...hyperParameters.map(({ key }) => numbers[key])].join(",") : "off"];
  });
  return {
    axes: pair.map(nameOf).join(","),
    start: [start.x, start.y].map(String).join(","),
    view: [...window.x, ...window.y].map(String).join(","),
    steps: String(steps),
    ...Object.fromEntries(algorithms),
  };
}

/**
 * Reads an address. What is missing, or means nothing for this problem, is as in `fallback`: a link that somebody shortened
 * or mistyped still opens.
 */
export function fromSettings(words: URLSearchParams, problem: Problem, fallback: Stance): Stance {
  const start = numbersOf(words.get("start"), 2);
  const view = numbersOf(words.get("view"), 4);
  const steps = Number(words.get("steps"));
  return {
    pair: pairOf(words.get("axes"), problem) ?? fallback.pair,
    start: start === undefined ? fallback.start : { x: start[0]!, y: start[1]! },
    window: windowOf(view) ?? fallback.window,
    steps: Number.isInteger(steps) && steps >= 1 && steps <= MOST_STEPS ? steps : fallback.steps,
    settings: settingsOf(words, fallback.settings),
  };
}

const MOST_STEPS = 3000;

function settingsOf(words: URLSearchParams, fallback: Settings): Settings {
  const entries = ALGORITHMS.map(({ name, hyperParameters }) => {
    const word = words.get(name);
    const before = fallback[name];
    if (word === "off") return [name, { ...before, shown: false }] as const;
    const [rate, ...rest] = numbersOf(word, 1 + hyperParameters.length) ?? [];
    if (rate === undefined || rate <= 0) return [name, before] as const;
    const isRight = hyperParameters.every(({ low, high }, i) => rest[i]! >= low && rest[i]! <= high);
    const numbers = Object.fromEntries(hyperParameters.map(({ key }, i) => [key, rest[i]!]));
    return [name, { shown: true, rate, numbers: isRight ? numbers : before.numbers }] as const;
  });
  return Object.fromEntries(entries) as unknown as Settings;
}

/** `w2.1.3`, `b1.2`: counted from 1, as the labels are. */
function nameOf(coordinate: Coordinate): string {
  const { kind, layer, row } = coordinate;
  return kind === "bias" ? `b${layer + 1}.${row + 1}` : `w${layer + 1}.${row + 1}.${coordinate.column + 1}`;
}

function pairOf(word: string | null, problem: Problem): Pair | undefined {
  const all = coordinatesOf(problem);
  const [across, up] = (word ?? "").split(",").map((name) => all.find((one) => nameOf(one) === name));
  return across && up && !isSame(across, up) ? [across, up] : undefined;
}

function windowOf(ends: readonly number[] | undefined): Window | undefined {
  if (ends === undefined) return undefined;
  const [left, right, bottom, top] = ends as [number, number, number, number];
  return left < right && bottom < top ? { x: [left, right], y: [bottom, top] } : undefined;
}

/** Exactly so many finite numbers with commas between them. */
function numbersOf(word: string | null, count: number): number[] | undefined {
  const parts = (word ?? "").split(",");
  const numbers = parts.map(Number);
  const isRight =
    parts.length === count && parts.every((part) => part.trim() !== "") && numbers.every(Number.isFinite);
  return isRight ? numbers : undefined;
}
