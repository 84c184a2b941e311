import type { Convention } from "backproof/explain";

const FACTORS = {
  given: "cost as it is",
  half: "cost ½‖a − y‖²",
  one: "cost ‖a − y‖²",
  mean: "cost ‖a − y‖²/n",
} as const;
const REDUCTIONS = {
  given: "samples as the network says",
  mean: "mean over the samples",
  sum: "sum over the samples",
} as const;

/** The convention as one line, to stand under every derivation. */
export function conventionWords({
  costFactor,
  reduction,
  delta,
  gradient,
  firstIndex,
  digits,
}: Convention): string {
  return [
    FACTORS[costFactor],
    REDUCTIONS[reduction],
    `δ = ∂C/∂${delta}`,
    `gradients as ${gradient}s`,
    `first index ${firstIndex}`,
    `${digits} digits`,
  ].join(" · ");
}
