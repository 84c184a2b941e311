import type { Derivation, Step } from "backproof/explain";
import { stepOf } from "../selection.ts";

/** The step ∂C/∂q that the tensor form of a gradient contracts with: through the activation where there is one. */
export function upstreamOf({ of }: Step, derivation: Derivation): Step | undefined {
  for (const { z, a, weights, bias, layer, da, dz } of derivation.layers ?? []) {
    const before = derivation.layers?.find((one) => one.layer === layer - 1)?.a ?? "x";
    if (of === z && z !== a && da !== undefined) return stepOf(derivation, da);
    // What is given is contracted with ∂a, what is computed with ∂z: there a itself has a step of its own.
    if (of === weights || of === bias || (of === before && of === "x")) return stepOf(derivation, da ?? dz);
    if (of === before) return stepOf(derivation, dz);
  }
  return undefined;
}
