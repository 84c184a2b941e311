import { constant } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import { broadcastTo } from "../ops/broadcast.ts";
import { formatShape, sameShape, type Shape } from "../tensor/shape.ts";
import { GradientError, ShapeError } from "../util/errors.ts";
import { reverseRule, total, zeros, type Flow } from "./derivatives.ts";
import { requireReal, whyMissing } from "./missing.ts";

export interface MissingOption {
  /** What to do where the result does not depend on a variable: throw (the default) or give zeros. */
  readonly missing?: "error" | "zeros";
}

/** For each tensor of a list, a tensor of the same shape. */
export type Like<Tensors extends readonly Tensor[]> = {
  -readonly [I in keyof Tensors]: Tensors[I] extends Tensor<infer S> ? Tensor<S> : never;
};

/**
 * The gradients of a scalar with respect to tensors, by one backward pass: ∂C/∂x for each x.
 *
 * @param cost C, a scalar node (shape [])
 * @param variables the nodes x to differentiate by: inputs, parameters, constants or any node in between
 * @returns a node per variable, in its shape; differentiate them again for higher orders
 * @throws GradientError where C is no scalar, a variable is not real, or C does not depend on it
 *
 * @example
 * ```ts
 * const x = input("x", []);
 * const [dx] = gradients(multiply(x, square(x)), [x]); // 3x²
 * evaluate(dx, { x: 2 }).data; // Float64Array [12]
 * ```
 * Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", Nature 323, 1986.
 */
export function gradients<const Variables extends readonly Tensor[]>(
  cost: Tensor,
  variables: Variables,
  options: MissingOption = {},
): Like<Variables> {
  if (cost.shape.length > 0) {
    throw new GradientError(
      `gradients(): only a scalar has a gradient, got ${String(cost)} of shape ${formatShape(cost.shape)}; ` +
        "sum it, or use jacobian() or vjp()",
    );
  }
  return vjp([cost], variables, [constant(1)], options);
}

/**
 * Vector-Jacobian products, the backward pass for any cotangents: x̄ = Σ (∂y/∂x)ᵀ ȳ.
 *
 * @param outputs the nodes y
 * @param variables the nodes x
 * @param cotangents ȳ for each output, in its shape
 * @returns x̄ for each variable, in its shape
 * @throws GradientError where no output depends on a variable; ShapeError where a cotangent does not fit
 */
export function vjp<const Variables extends readonly Tensor[]>(
  outputs: readonly Tensor[],
  variables: Variables,
  cotangents: readonly Tensor[],
  { missing = "error" }: MissingOption = {},
): Like<Variables> {
  requireReal("vjp", [...outputs, ...variables]);
  requireSameShapes("vjp", "cotangent", outputs, cotangents);
  const found = propagate(outputs, variables, cotangents);
  return variables.map((x) => {
    const xBar = found.get(x);
    if (xBar !== undefined) return sameShape(xBar.shape, x.shape) ? xBar : broadcastTo(xBar, x.shape);
    if (missing === "error") throw new GradientError(whyMissing(outputs, x));
    return zeros(x.shape);
  }) as Like<Variables>;
}

/** One walk from the outputs back to the variables, visiting each node once and adding up what arrives there. */
function propagate(
  outputs: readonly Tensor[],
  variables: readonly Tensor[],
  cotangents: readonly Tensor[],
): Map<Tensor, Tensor> {
  const order = topological(outputs);
  const between = realDependents(order, variables);
  const arrived = new Map<Tensor, Flow[]>();
  const arrive = (node: Tensor, flow: Flow): void => {
    const flows = arrived.get(node);
    if (flows === undefined) arrived.set(node, [flow]);
    else flows.push(flow);
  };
  outputs.forEach((y, i) => {
    arrive(y, cotangents[i]!);
  });
  const found = new Map<Tensor, Tensor>();
  for (const node of order.toReversed()) {
    const yBar = between.has(node) ? total(arrived.get(node) ?? []) : null;
    if (yBar === null) continue;
    found.set(node, yBar);
    const wanted = node.inputs.map((x) => between.has(x));
    if (!wanted.includes(true)) continue;
    reverseRule(node, yBar, wanted).forEach((xBar, i) => {
      if (xBar !== null && wanted[i] === true) arrive(node.inputs[i]!, xBar);
    });
  }
  return found;
}

/** The nodes that depend on a variable through real numbers only: all others carry no derivative. */
function realDependents(order: readonly Tensor[], variables: readonly Tensor[]): Set<Tensor> {
  const found = new Set(variables);
  for (const node of order) {
    if (node.dtype === "real" && node.inputs.some((x) => found.has(x))) found.add(node);
  }
  return found;
}

export function requireSameShapes(
  where: string,
  what: string,
  tensors: readonly { readonly shape: Shape }[],
  flows: readonly { readonly shape: Shape }[],
): void {
  if (tensors.length !== flows.length) {
    throw new ShapeError(
      `${where}(): needs a ${what} for each of ${tensors.length} tensors, got ${flows.length}`,
    );
  }
  tensors.forEach(({ shape }, i) => {
    const got = flows[i]!.shape;
    if (!sameShape(shape, got)) {
      throw new ShapeError(
        `${where}(): ${what} ${i} must have the shape of its tensor, ${formatShape(shape)}, got ${formatShape(got)}`,
      );
    }
  });
}
