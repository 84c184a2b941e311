import { badNodeInWords } from "../../check/badNode.ts";
import type { Births } from "../births.ts";
import type { Finding } from "../diagnosis.ts";

/** NaN, infinities and exact zeros, each with the node where it begins. */
export function birthFindings({ notFinite, zeroGradient }: Births): Finding[] {
  const found: Finding[] = [];
  if (notFinite !== null) {
    const towards = notFinite.towards === null ? "" : `, on the way to ${notFinite.towards}`;
    found.push({
      kind: "not-finite",
      severity: "error",
      layer: null,
      says: `${badNodeInWords(notFinite)}${towards}: ${notFinite.reason}`,
      helps:
        "inputs and first weights that are smaller, a smaller learning rate, or a cost in its stable form",
    });
  }
  if (zeroGradient !== null) {
    const { node, through, reason } = zeroGradient;
    found.push({
      kind: "zero-gradient",
      severity: "error",
      layer: null,
      says: `∂C/∂${node} is exactly 0 though ∂C/∂${through} is not: ${reason}, so that no gradient passes`,
      helps:
        "other first weights and biases, a smaller learning rate, or an activation whose slope is never 0",
    });
  }
  return found;
}
