import type { Path } from "./paths.ts";
import type { Verdict } from "./stability.ts";

/** A step shorter than this cannot be seen. */
const SHORT = 1e-3;

/** What became of a path by a step, in a few words. */
export function fateOf({ stops, ending }: Path, step: number): string {
  const last = stops.length - 1;
  if (step === 0) return "at the start";
  if (step < last || ending === "walked") {
    const [before, here] = [stops[step - 1]!, stops[step]!];
    if (here.cost > stops[0]!.cost) return "higher than at the start";
    return Math.hypot(here.x - before.x, here.y - before.y) < SHORT ? "hardly moves" : "on its way";
  }
  if (ending === "lost") return `lost after step ${last}: the numbers grow without end`;
  const rose = stops[last]!.cost > stops[0]!.cost;
  return rose ? `stuck since step ${last}, thrown onto a plateau` : `still since step ${last}: no slope left`;
}

/** What a learning rate does near a lowest point. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  flat: "nothing bends upwards: no limit",
  straight: "the error shrinks",
  swinging: "the error shrinks, from side to side",
  edge: "the error swings for ever",
  growing: "the error grows: it diverges",
};

/**
 * What became of a learning rate in the lab, judged by its outcome.
 *
 * @param lambda λ at the first weights
 */
export function labVerdict(
  rate: number,
  lambda: number,
  { cost, accuracy }: { readonly cost: number; readonly accuracy: number },
): string {
  if (!Number.isFinite(cost)) return "too large: the numbers grew without end";
  if (accuracy >= 0.4) return "learns";
  return rate * lambda > 2
    ? "too large: ηλ is above 2, the neurons were thrown into saturation and learn no more"
    : "too small: it goes down, but hardly moves";
}
