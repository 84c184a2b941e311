/** Up to how many neurons of a layer all are shown, and how many of a larger one. */
const SHOWN_IN_FULL = 8;
const SHOWN_OF_MANY = 5;

/** Which neurons of a layer stand in the diagram; the others are one card together. */
export interface Units {
  readonly shown: readonly number[];
  readonly hidden: number;
}

/**
 * All neurons of a small layer; of a wide one those that are asked for, then the most important.
 *
 * @param wanted neurons on the paths or in the selection, the most wanted first
 * @param importance a number for each neuron, such as |δ|
 */
export function unitsOf(
  size: number,
  wanted: readonly number[],
  importance: (unit: number) => number,
): Units {
  const all = Array.from({ length: size }, (_, unit) => unit);
  if (size <= SHOWN_IN_FULL) return { shown: all, hidden: 0 };
  const byImportance = all.toSorted((a, b) => importance(b) - importance(a));
  const picked = [...new Set([...wanted.filter((unit) => unit < size), ...byImportance])].slice(
    0,
    SHOWN_OF_MANY,
  );
  return { shown: picked.sort((a, b) => a - b), hidden: size - picked.length };
}
