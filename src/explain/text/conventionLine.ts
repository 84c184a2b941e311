import type { Convention } from "../convention.ts";

const COSTS: Readonly<Record<Convention["costFactor"], string>> = {
  given: "the cost as given",
  half: "the cost ½‖a - y‖²",
  one: "the cost ‖a - y‖²",
  mean: "the cost ‖a - y‖²/n",
};

const REDUCTIONS: Readonly<Record<Convention["reduction"], string>> = {
  given: "over the batch as given",
  mean: "the mean over the batch",
  sum: "the sum over the batch",
};

/** The convention in one line: `Conventions: cost and reduction as given; δ is ∂C/∂z; gradients are columns; …`. */
export function conventionLine(convention: Convention): string {
  const { costFactor, reduction, delta, gradient, firstIndex, digits } = convention;
  const isGiven = costFactor === "given" && reduction === "given";
  const cost = isGiven ? "cost and reduction as given" : `${COSTS[costFactor]}, ${REDUCTIONS[reduction]}`;
  const shown = digits === 1 ? "1 digit" : `${digits} digits`;
  return `Conventions: ${cost}; δ is ∂C/∂${delta}; gradients are ${gradient}s; indices from ${firstIndex}; ${shown} shown.`;
}
