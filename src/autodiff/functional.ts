import { constant } from "../graph/leaves.ts";
import { Tensor } from "../graph/tensor.ts";
import type { ArrayLike } from "../tensor/hostArray.ts";
import { ValueError } from "../util/errors.ts";
import { gradients } from "./reverse.ts";

/** A function of tensors, built from ops. */
export type TensorFunction = (...args: Tensor[]) => Tensor;

/** What such a function can be called with: tensors, or numbers that become constants. */
export type Argument = Tensor | ArrayLike;

/**
 * The derivative of a function, as a function: grad(f)(x) = ∂f/∂x at x.
 *
 * @param f a function of tensors with a scalar result
 * @param argument which of its arguments to differentiate by, from 0
 * @returns a function with the same arguments whose result has the shape of that argument; `grad(grad(f))` is f″
 * @throws GradientError where f's result is no scalar or does not depend on the argument
 *
 * @example
 * ```ts
 * const f = (x: Tensor) => sin(x);
 * evaluate(grad(grad(f))(0.5)).data; // Float64Array [-0.479425538604203]
 * ```
 */
export function grad(f: TensorFunction, argument = 0): (...args: Argument[]) => Tensor {
  const both = valueAndGrad(f, argument);
  return (...args) => both(...args)[1];
}

/** The value of a function and its derivative by one argument, which share the forward pass; see {@link grad}. */
export function valueAndGrad(
  f: TensorFunction,
  argument = 0,
): (...args: Argument[]) => [value: Tensor, grad: Tensor] {
  return (...args) => {
    const tensors = args.map(toTensor);
    const x = tensors[argument];
    if (x === undefined) {
      throw new ValueError(
        `grad(): argument ${argument} was asked for, but the function was given ${args.length}`,
      );
    }
    const value = f(...tensors);
    return [value, gradients(value, [x])[0]];
  };
}

export function toTensor(x: Argument): Tensor {
  return x instanceof Tensor ? x : constant(x);
}
