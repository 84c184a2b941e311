import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";

export const identityOp = structural("identity", {
  shape: ([from]) => from!,
  evaluate([x], _, output) {
    output.data.set(x!.data);
  },
  lower: (_k, [x]) => x!,
  vjp: (_, { yBar }) => [yBar],
  jvp: "linear",
  explain: {
    latex: (x) => x,
    says: "passes the elements on unchanged, and the gradient back unchanged",
  },
  check: {
    cases: [
      { shapes: [[]], attributes: {} },
      { shapes: [[2, 3]], attributes: {} },
      { shapes: [[0]], attributes: {} },
    ],
  },
});

/**
 * The same elements as a node of its own: y = x, with ∂C/∂x = ∂C/∂y. A place for a second name or a rule of its own.
 *
 * @example
 * ```ts
 * evaluate(identity(constant([1, 2]))).data; // Float64Array [1, 2]
 * ```
 */
export function identity<S extends Shape>(x: Tensor<S>): Tensor<S> {
  return applyStructural(identityOp, [x], {}) as Tensor<S>;
}
