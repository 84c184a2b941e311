import { explainNetwork } from "../../../src/explain/network.ts";
import { renderSvg } from "../../../src/explain/svg/renderSvg.ts";
import { toNetwork } from "../../../src/format/networkFile.ts";
import { steps } from "./formulas.ts";
import { exampleFile } from "./reading.ts";
import { count } from "./writing.ts";

const { file, input, target } = exampleFile("note-001-first.json");
const derivation = explainNetwork(toNetwork(file), { input, target });

/** Section 4: two layers, and what "back" saves. */
export const twoLayers = {
  forward: steps(derivation, "z1", "a1", "z2", "a2", "C"),
  second: steps(derivation, "dC-da2", "delta2", "dC-dW2", "dC-db2"),
  back: steps(derivation, "dC-da1"),
  first: steps(derivation, "delta1", "dC-dW1", "dC-db1"),
  ...costOfGradient([784, 30, 10]),
};

/** Values on the way forwards, gradients on the way back. */
export const twoLayersPicture = renderSvg(derivation);

/** Multiplications of matrices for the gradient of one sample, by a pass back and by central differences. */
function costOfGradient(sizes: readonly number[]): Record<string, string> {
  const weights = sizes.slice(1).map((out, l) => out * sizes[l]!);
  const total = weights.reduce((sum, size) => sum + size, 0);
  const biases = sizes.slice(1).reduce((sum, size) => sum + size, 0);
  // ∂C/∂W needs one product for each weight of every layer, and each layer but the first sends δ back through its weights.
  const backward = total + (total - weights[0]!);
  const parameters = total + biases;
  return {
    parameters: count(parameters),
    forwardCost: count(total),
    backwardCost: count(backward),
    differenceCost: count(2 * parameters * total),
    ratio: count(Math.round((2 * parameters * total) / (total + backward))),
  };
}
