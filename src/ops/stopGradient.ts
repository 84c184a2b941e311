import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";

export const stopGradientOp = structural("stopGradient", {
  shape: ([from]) => from!,
  evaluate([x], _, output) {
    output.data.set(x!.data);
  },
  lower: (_k, [x]) => x!,
  vjp: () => [null],
  jvp: { rule: (t, { shape }) => t.broadcast(t.constant(0), shape) },
  explain: {
    latex: (x) => x,
    says: "passes the elements on unchanged, but counts as a constant: no gradient flows back",
  },
  // Differences see the elements change, the rules by design do not, so there is nothing to compare.
  check: { cases: [] },
});

/**
 * The same elements, treated as a constant by every derivative: y = x, with ∂y/∂x = 0 by decree.
 *
 * @example
 * ```ts
 * evaluate(stopGradient(constant([1, 2]))).data; // Float64Array [1, 2]
 * ```
 */
export function stopGradient<S extends Shape>(x: Tensor<S>): Tensor<S> {
  return applyStructural(stopGradientOp, [x], {}) as Tensor<S>;
}
