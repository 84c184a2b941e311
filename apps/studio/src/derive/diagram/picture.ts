import { computed } from "@preact/signals";
import { derived } from "../compute/derived.ts";
import { idOf } from "../keys.ts";
import { reader } from "../player.ts";
import { sizesOf } from "../problem/problem.ts";
import { problem, selection } from "../state.ts";
import { unitsOf, type Units } from "./units.ts";

/** Which neurons stand in the diagram. */
export const units = computed<readonly Units[]>(() => {
  const wanted = wantedUnits();
  return sizesOf(problem.value).map((size, layer) =>
    unitsOf(size, wanted.get(layer) ?? [], (unit) => Math.abs(importance(layer, unit))),
  );
});

/** The neurons that are selected or on the largest paths. */
function wantedUnits(): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const want = (of: string, index: readonly number[] | undefined): void => {
    const [, letters, number] = /^(?:dC-d)?(\D+)(\d*)$/.exec(of) ?? [];
    const layer = letters === "x" ? 0 : letters === "y" ? sizesOf(problem.value).length - 1 : Number(number);
    const [unit, from] = index ?? [];
    const put = (at: number, one: number | undefined) => {
      if (one !== undefined) found.set(at, [...(found.get(at) ?? []), one]);
    };
    put(layer, unit);
    if (letters === "W") put(layer - 1, from);
  };
  const asked = selection.value;
  if (asked !== null) want(asked.of, asked.index);
  const focus = derived.value?.derivation.focus;
  if (focus !== undefined) want(focus.of, focus.index);
  for (const { through } of derived.value?.derivation.paths ?? []) {
    for (const { of, index } of through) want(idOf(of), index);
  }
  return found;
}

function importance(layer: number, unit: number): number {
  const read = reader.value;
  if (read === null) return 0;
  const numbers = read.all(layer === 0 ? "dC-dx" : read.ids(layer).dz);
  const row = Array.isArray(numbers) ? (numbers[unit] as unknown) : undefined;
  return typeof row === "number" ? row : 0;
}
