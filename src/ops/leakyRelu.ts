import { latexBase } from "../expr/latex.ts";
import { applyElementwise, type Operand } from "../graph/apply.ts";
import { elementwise } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Broadcast, Fits, ResultShape } from "../tensor/shapeTypes.ts";

export const leakyReluOp = elementwise("leakyRelu", {
  value: (s, z, slope) => s.select(s.less(0, z), z, s.multiply(slope, z)),
  derivative: (s, z, slope) => [s.select(s.less(0, z), 1, slope), s.select(s.less(0, z), 0, z)],
  explain: {
    latex: (z, slope) =>
      `\\begin{cases} ${z} & ${z} > 0 \\\\ ${latexBase(slope)} \\, ${latexBase(z)} & \\text{otherwise} \\end{cases}`,
    symbol: "\\operatorname{lrelu}",
    says: "passes positive numbers and scales the others down, so that a unit that is never positive still learns",
    source: "Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013",
  },
  check: {
    domain: [
      [-3, 3],
      [0.01, 0.5],
    ],
    kink: (z) => Math.abs(z),
  },
});

/**
 * The leaky rectified linear unit: a = z where z > 0, else slope · z, with ∂a/∂z = 1 or slope; at 0 it is slope.
 *
 * @param z any shape
 * @param slope for negative z; as a tensor it is learnt (PReLU) and stretches with z
 *
 * @example
 * ```ts
 * evaluate(leakyRelu(constant([2, -2]), 0.25)).data; // Float64Array [2, -0.5]
 * ```
 */
export function leakyRelu<A extends Shape>(z: Tensor<A>, slope?: number): Tensor<A>;
export function leakyRelu<A extends Shape, B extends Shape>(
  z: Tensor<A>,
  slope: Tensor<B> & Fits<Broadcast<A, B>>,
): Tensor<ResultShape<Broadcast<A, B>>>;
export function leakyRelu(z: Tensor, slope: Operand = 0.01): Tensor {
  return applyElementwise(leakyReluOp, [z, slope]);
}
