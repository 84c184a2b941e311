import { ALGORITHMS, type AlgorithmName } from "./algorithms.ts";

/** An algorithm as the reader set it. */
export interface Setting {
  readonly shown: boolean;
  readonly rate: number;
  readonly numbers: Readonly<Record<string, number>>;
}

export type Settings = Readonly<Record<AlgorithmName, Setting>>;

/** All algorithms as they are at first, at the rates of a scene; what the reader chose before stays. */
export function settingsFor(rates: Readonly<Record<AlgorithmName, number>>, before?: Settings): Settings {
  const entries = ALGORITHMS.map(({ name, hyperParameters }): [AlgorithmName, Setting] => {
    const initial = Object.fromEntries(hyperParameters.map(({ key, initial }) => [key, initial]));
    return [name, { shown: true, numbers: initial, ...before?.[name], rate: rates[name] }];
  });
  return Object.fromEntries(entries) as Record<AlgorithmName, Setting>;
}
