import { explainNetwork } from "../../../src/explain/network.ts";
import { network } from "../../../src/index.ts";
import { aligned, form, steps } from "./formulas.ts";
import { numbersOf } from "./reading.ts";
import { number } from "./writing.ts";

// Three inputs, two neurons: a forgotten transpose would not multiply.
const net = network({
  layers: [
    {
      weights: [
        [0.2, -0.4, 0.1],
        [0.5, 0.3, -0.6],
      ],
      bias: [0.1, -0.2],
      activation: "sigmoid",
    },
  ],
  cost: "quadratic",
});
const derivation = explainNetwork(net, { input: [1, -0.5, 2], target: [1, 0] });

/** Section 3: a layer. */
export const layer = {
  forward: steps(derivation, "z1", "a1"),
  output: steps(derivation, "dC-da1", "delta1"),
  oneWeight: aligned(...form(derivation, "dC-dW1", "index").slice(0, 2)),
  weights: steps(derivation, "dC-dW1"),
  // The page writes the formula itself, with the letters of the text.
  eachInput: aligned(...form(derivation, "dC-dx", "index").slice(1)),
  inputs: steps(derivation, "dC-dx"),
  tensor: aligned(...form(derivation, "dC-dW1", "tensor")),
  ...zeros(),
};

/** The tensor ∂a/∂W has 2 × 2 × 3 numbers, and half of them are zeros. */
function zeros(): Record<"entries" | "zeros", string> {
  const neurons = numbersOf(derivation, "delta1").length;
  const weights = numbersOf(derivation, "dC-dW1").length;
  return { entries: number(neurons * weights), zeros: number(neurons * weights - weights) };
}
