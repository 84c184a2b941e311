import type { Derivation } from "../../src/explain/derivation.ts";

/** The forms of backward steps that do not agree with the gradient, each with its step; empty where all four agree. */
export function disagreeing({ steps }: Derivation, tolerance: number): string[] {
  return steps.flatMap(({ id, forms }) =>
    Object.entries(forms ?? {})
      .filter(
        ([, { difference, omitted }]) => omitted === undefined && !((difference ?? Infinity) <= tolerance),
      )
      .map(([name, { difference }]) => `${id} ${name} ${String(difference)}`),
  );
}

/** The steps whose check marks fail, by themselves or end to end. */
export function failing({ steps }: Derivation): { local: string[]; endToEnd: string[] } {
  return {
    local: steps.filter(({ check }) => check.verdict === "fail").map(({ id }) => id),
    endToEnd: steps.filter(({ check }) => check.endToEnd?.verdict === "fail").map(({ id }) => id),
  };
}
