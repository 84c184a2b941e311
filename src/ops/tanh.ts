import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const tanhOp = elementwise("tanh", {
  value: (s, z) => s.tanh(z),
  derivative: (s, _z, a) => [s.subtract(1, s.multiply(a, a))],
  explain: {
    latex: (z) => `\\tanh\\left(${z}\\right)`,
    symbol: "\\tanh",
    says: "squashes any number into (-1, 1); steepest at 0, where its slope is 1, and flat far out, where gradients vanish",
    source: "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, section 4.4",
  },
  check: { domain: [[-4, 4]] },
});

/**
 * The hyperbolic tangent: a = tanh z, with a′ = 1 - a².
 *
 * @example
 * ```ts
 * evaluate(tanh(constant([0]))).data; // Float64Array [0]
 * ```
 */
export const tanh = unary(tanhOp);
