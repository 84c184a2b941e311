import type { FunctionRules } from "../graph/op.ts";
import { summarized, type Tensor } from "../graph/tensor.ts";
import { normalizeAxis, type Shape } from "../tensor/shape.ts";
import { divide } from "./divide.ts";
import { exp } from "./exp.ts";
import { max } from "./max.ts";
import { requireElements } from "./reduction.ts";
import { stopGradient } from "./stopGradient.ts";
import { subtract } from "./subtract.ts";
import { sum } from "./sum.ts";

/**
 * Exponentials as fractions of their sum: aᵢ = e^(zᵢ) / Σₖ e^(zₖ), with ∂aᵢ/∂zⱼ = aᵢ (δᵢⱼ - aⱼ).
 *
 * The largest element is subtracted first, which changes nothing but that nothing overflows.
 *
 * @param z at least one axis, such as [batch, classes]
 * @param axis the axis along which the results add up to 1, negative from the end
 * @returns the shape of z, numbers from 0 to 1
 * @throws ShapeError where z has no such axis, or no element along it
 *
 * @example
 * ```ts
 * evaluate(softmax(constant([1000, 1000]))).data; // Float64Array [0.5, 0.5]
 * ```
 * Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs", Neurocomputing, 1990.
 */
export function softmax<S extends Shape>(z: Tensor<S>, axis = -1): Tensor<S> {
  const along = normalizeAxis("softmax", axis, z.shape.length);
  const powers: Tensor = exp(belowZero("softmax", z, along));
  const a: Tensor = divide(powers, sum(powers, along, { keepDims: true }));
  return summarized<S>(a as Tensor<S>, softmaxRules(along), [z]);
}

/** ∂C/∂z = a ⊙ (ā - Σ ā a): each element pushes all others down, so the Jacobian is not diagonal. */
function softmaxRules(axis: number): FunctionRules {
  return {
    name: "softmax",
    vjp: (t, { y: a, yBar }) => [t.multiply(a, t.subtract(yBar, t.sum(t.multiply(yBar, a), [axis], true)))],
    explain: {
      latex: (z) => `\\operatorname{softmax}\\left(${z}\\right)`,
      says: "turns numbers into shares that add up to 1; raising one lowers all others, so each output depends on every input",
      source: "Bridle, Probabilistic interpretation of feedforward classification network outputs, 1990",
    },
  };
}

/** The elements less the largest along an axis: softmax and its logarithm do not change, and e^z cannot overflow. */
export function belowZero(where: string, z: Tensor, axis: number): Tensor {
  requireElements(where, z.shape, [axis]);
  return subtract(z, stopGradient(max(z, axis, { keepDims: true }) as Tensor));
}
