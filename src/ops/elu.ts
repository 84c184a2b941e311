import { omitsGuards } from "../expr/formulas.ts";
import { latexBase } from "../expr/latex.ts";
import type { Scalars } from "../expr/scalars.ts";
import { applyElementwise, type Operand } from "../graph/apply.ts";
import { elementwise } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Broadcast, Fits, ResultShape } from "../tensor/shapeTypes.ts";

export const eluOp = elementwise("elu", {
  value: (s, z, alpha) => s.select(s.less(0, z), z, s.multiply(alpha, expm1OfNegative(s, z))),
  derivative: (s, z, alpha, a) => [
    s.select(s.less(0, z), 1, s.add(a, alpha)),
    s.select(s.less(0, z), 0, expm1OfNegative(s, z)),
  ],
  explain: {
    latex: (z, alpha) =>
      `\\begin{cases} ${z} & ${z} > 0 \\\\ ${latexBase(alpha)} \\left(e^{${z}} - 1\\right) & \\text{otherwise} \\end{cases}`,
    symbol: "\\operatorname{elu}",
    says: "passes positive numbers and bends the others towards -α; far left its gradient vanishes",
    source:
      "Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units, arXiv:1511.07289",
  },
  check: {
    domain: [
      [-3, 3],
      [0.2, 2],
    ],
    kink: (z) => Math.abs(z),
  },
});

/**
 * The exponential linear unit: a = z where z > 0, else α (eᶻ - 1), with ∂a/∂z = 1 or a + α; at 0 it is α.
 *
 * @param z any shape
 * @param alpha -α is what it tends to on the left; as a tensor it is learnt and stretches with z
 *
 * @example
 * ```ts
 * evaluate(elu(constant([2, -Infinity]))).data; // Float64Array [2, -1]
 * ```
 */
export function elu<A extends Shape>(z: Tensor<A>, alpha?: number): Tensor<A>;
export function elu<A extends Shape, B extends Shape>(
  z: Tensor<A>,
  alpha: Tensor<B> & Fits<Broadcast<A, B>>,
): Tensor<ResultShape<Broadcast<A, B>>>;
export function elu(z: Tensor, alpha: Operand = 1): Tensor {
  return applyElementwise(eluOp, [z, alpha]);
}

/** eᶻ - 1 where z ≤ 0; elsewhere 0, lest an overflow in the case that is not taken turn its gradient of 0 into NaN. */
function expm1OfNegative<T>(s: Scalars<T>, z: T): T {
  return s.expm1(omitsGuards(s) ? z : s.select(s.less(0, z), 0, z));
}
