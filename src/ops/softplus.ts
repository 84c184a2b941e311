import { elementwise } from "../graph/op.ts";
import { unary } from "./functions.ts";

export const softplusOp = elementwise("softplus", {
  value: (s, z) => s.add(s.maximum(z, 0), s.log1p(s.exp(s.negate(s.abs(z))))),
  derivative: (s, _z, a) => [
    // 1 - e^(-a) is σ(z): in terms of a it neither overflows nor cancels, however often it is differentiated.
    s.negate(s.expm1(s.negate(a))),
  ],
  explain: {
    latex: (z) => `\\ln\\left(1 + e^{${z}}\\right)`,
    symbol: "\\operatorname{softplus}",
    says: "a relu with its corner rounded off; its slope is the sigmoid of z, from 0 on the far left to 1 on the far right",
    source:
      "Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating Second-Order Functional Knowledge for Better Option Pricing, 2001",
  },
  check: { domain: [[-8, 8]] },
});

/**
 * A smooth relu: a = ln(1 + eᶻ), with a′ = σ(z) = 1 - e^(-a).
 *
 * It is computed as max(z, 0) + ln(1 + e^(-|z|)), which does not overflow.
 *
 * @example
 * ```ts
 * evaluate(softplus(constant([1000]))).data; // Float64Array [1000]
 * ```
 */
export const softplus = unary(softplusOp);
