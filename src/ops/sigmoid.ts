import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const sigmoidOp = elementwise("sigmoid", {
  value: (s, z) => s.divide(1, s.add(1, s.exp(s.negate(z)))),
  derivative: (s, _z, a) => [s.multiply(a, s.subtract(1, a))],
  explain: {
    latex: (z) => `\\sigma\\left(${z}\\right)`,
    symbol: "\\sigma",
    says: "squashes any number into (0, 1); steepest at 0, where its slope is 1/4, and flat far out, where gradients vanish",
    source: "Nielsen, Neural Networks and Deep Learning, chapter 1, equation (3)",
  },
  check: { domain: [[-8, 8]] },
});

/**
 * The logistic sigmoid: a = σ(z) = 1 / (1 + e^(-z)), with σ′(z) = a (1 - a).
 *
 * @example
 * ```ts
 * evaluate(sigmoid(constant([0]))).data; // Float64Array [0.5]
 * ```
 */
export const sigmoid = unary(sigmoidOp);
