import { hessianVectorProduct } from "../autodiff/hessian.ts";
import type { Backend } from "../backend/backend.ts";
import { writeFeeds, type Feeds } from "../backend/reference/evaluate.ts";
import { reference } from "../backend/reference/reference.ts";
import { input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { sizeOf } from "../tensor/shape.ts";
import { largestEigenvalue, type Eigenvalue } from "./lanczos.ts";

/** How the largest curvature is found. */
export interface CurvatureOptions {
  /** How many Hessian-vector products at most; 50 by default. Networks mostly need 5 to 20. */
  readonly iterations?: number;
  /** How exact, relative to λ; 0.001 by default. */
  readonly tolerance?: number;
  /** Fixes the vector to start from; 0 by default. */
  readonly seed?: number;
  /** By what to compute; the reference by default. */
  readonly backend?: Backend;
}

/**
 * The largest curvature of a cost: λ, the largest eigenvalue of the Hessian ∂²C/∂θ² over all variables together.
 *
 * Gradient descent with a fixed learning rate η converges near a minimum only where λ < 2/η. The Hessian itself is never
 * made: a product with a vector costs about as much as two gradients, and Lanczos' method needs a few of them.
 *
 * @param cost C, a scalar node
 * @param variables θ, the nodes to differentiate by: leaves, so that the cost can be moved along them
 * @param feeds numbers for the inputs
 * @returns λ with the residual of its eigenvector, which bounds the error
 * @throws GradientError where C is no scalar or does not depend on a variable
 *
 * @example
 * ```ts
 * const x = parameter("x", [1, 1]);
 * const C = sum(multiply(constant([1, 3]), square(x)));
 * largestCurvature(C, [x]).value.toFixed(6); // "6.000000"
 * ```
 * Sources: Pearlmutter, "Fast exact multiplication by the Hessian", 1994; LeCun, Simard, Pearlmutter, "Automatic learning rate
 * maximization by on-line estimation of the Hessian's eigenvectors", NIPS 1992.
 */
export function largestCurvature(
  cost: Tensor,
  variables: readonly Tensor[],
  feeds: Feeds = {},
  options: CurvatureOptions = {},
): Eigenvalue {
  const { iterations = 50, tolerance = 1e-3, seed = 0, backend = reference } = options;
  const vectors = variables.map(({ shape }, i) => input(`v${i}`, shape));
  const products = hessianVectorProduct(cost, variables, vectors) as readonly Tensor[];
  // Vectors and cost are there to be written to: a linear cost has products that depend on nothing.
  const program = backend.compile({ outputs: [cost, ...products, ...vectors] });
  const offsets = offsetsOf(variables);
  const size = offsets[variables.length]!;
  try {
    writeFeeds(program, [cost], feeds);
    return largestEigenvalue(
      size,
      (v, product) => {
        vectors.forEach((vector, i) => {
          program.buffer(vector).set(v.subarray(offsets[i], offsets[i + 1]));
        });
        program.run();
        products.forEach((part, i) => {
          product.set(program.view(part), offsets[i]);
        });
      },
      { iterations, tolerance, seed },
    );
  } finally {
    program.dispose();
  }
}

/** Where each variable begins in a vector of all of them, and at the end its length. */
function offsetsOf(variables: readonly Tensor[]): number[] {
  let offset = 0;
  return [0, ...variables.map(({ shape }) => (offset += sizeOf(shape)))];
}
