import { applyElementwise, type Operand } from "../graph/apply.ts";
import { elementwise } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";

export const clampOp = elementwise("clamp", {
  result: "same",
  value: (s, x, low, high) => s.minimum(s.maximum(x, low), high),
  derivative: (s, x, low, high) => [
    s.select(s.less(x, low), 0, s.select(s.less(high, x), 0, 1)),
    s.select(s.less(high, low), 0, s.select(s.less(x, low), 1, 0)),
    s.select(s.less(high, s.maximum(x, low)), 1, 0),
  ],
  explain: {
    latex: (x, low, high) => `\\min\\left(\\max\\left(${x}, ${low}\\right), ${high}\\right)`,
    says: "holds a number between two bounds; the gradient goes to the number in between, else to the bound that holds it",
  },
  check: {
    domain: [
      [-3, 3],
      [-2, -0.5],
      [0.5, 2],
    ],
    kink: (x, low, high) => Math.min(Math.abs(x - low), Math.abs(x - high), Math.abs(high - low)),
  },
});

/**
 * The number, held between two bounds: y = min(max(x, low), high).
 *
 * On a bound the gradient still goes to x, as in PyTorch; bounds in the wrong order give `high`.
 *
 * @param x any shape
 * @param low the least result; a number, or a tensor that stretches with x
 * @param high the greatest result; likewise
 *
 * @example
 * ```ts
 * evaluate(clamp(constant([-5, 0.5, 5]), -1, 1)).data; // Float64Array [-1, 0.5, 1]
 * ```
 */
export function clamp<S extends Shape>(x: Tensor<S>, low: number, high: number): Tensor<S>;
export function clamp(x: Operand, low: Operand, high: Operand): Tensor;
export function clamp(x: Operand, low: Operand, high: Operand): Tensor {
  return applyElementwise(clampOp, [x, low, high]);
}
