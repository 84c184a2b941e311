import { constant } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { reshape } from "../ops/reshape.ts";
import { stack } from "../ops/stack.ts";
import { transpose } from "../ops/transpose.ts";
import { hostArray } from "../tensor/hostArray.ts";
import { sizeOf, type Shape } from "../tensor/shape.ts";
import { ValueError } from "../util/errors.ts";
import { zeros } from "./derivatives.ts";
import { jvp } from "./forward.ts";
import { vjp, type MissingOption } from "./reverse.ts";

export interface JacobianOption extends MissingOption {
  /** `forward` costs a pass per element of x, `reverse` one per element of y; the default is whichever is cheaper. */
  readonly mode?: "forward" | "reverse" | "cheaper";
}

/**
 * The Jacobian of a tensor with respect to another: J_ij = ∂yᵢ/∂xⱼ, in numerator layout.
 *
 * @param y the node to differentiate, of any shape
 * @param x the node to differentiate by, of any shape
 * @returns a node of shape [...shape of y, ...shape of x]: a matrix for two vectors, a rank-3 tensor for a vector by a matrix
 * @throws GradientError where y does not depend on x
 *
 * @example
 * ```ts
 * const x = input("x", [2]);
 * evaluate(jacobian(square(x), x), { x: [3, 4] }).data; // Float64Array [6, 0, 0, 8]
 * ```
 */
export function jacobian(
  y: Tensor,
  x: Tensor,
  { mode = "cheaper", ...missing }: JacobianOption = {},
): Tensor {
  const [m, n] = [sizeOf(y.shape), sizeOf(x.shape)];
  const shape = [...y.shape, ...x.shape];
  if (m === 0 || n === 0) return zeros(shape);
  switch (mode) {
    case "cheaper":
      return jacobian(y, x, { mode: m <= n ? "reverse" : "forward", ...missing });
    case "reverse":
      return reshape(stack(basis(y.shape).map((yBar) => vjp([y], [x], [yBar], missing)[0])), shape);
    case "forward": {
      const columns = basis(x.shape).map((xDot) => reshape(jvp([y], [x], [xDot], missing)[0], [m]));
      return reshape(transpose(stack(columns)), shape);
    }
    default:
      throw new ValueError(`jacobian(): mode must be forward, reverse or cheaper, got "${String(mode)}"`);
  }
}

/** The unit tensors of a shape: each has a single 1, in row-major order of its place. */
function basis(shape: Shape): Tensor[] {
  const size = sizeOf(shape);
  return Array.from({ length: size }, (_, i) => {
    const data = new Float64Array(size);
    data[i] = 1;
    return constant(hostArray(data, shape));
  });
}
