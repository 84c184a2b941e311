import type { Derivation, Element, Step } from "backproof/explain";
import { askedBy, type Selection } from "../selection.ts";

/** Whether a derivation leaves out the number that is asked for: of large quantities it shows the first ones only. */
export function needsDetail(selection: Selection, derivation: Derivation): boolean {
  if (derivation.focus !== undefined) return false;
  return askedBy(selection, derivation).some(({ id, unit }) => {
    const step = derivation.steps.find((one) => one.id === id);
    return step !== undefined && unit !== undefined && elementAt(step, unit) === undefined;
  });
}

/** One number of a step as the sum that it is; for a batch the number of one sample. */
export function elementAt(step: Step, unit: readonly number[], sample = 0): Element | undefined {
  const elements = step.forms?.index.elements ?? step.elements ?? [];
  return elements.find(({ index }) => {
    const own = index.length > unit.length ? [sample, ...unit] : unit;
    return index.join() === own.join();
  });
}
