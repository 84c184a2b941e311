import type { FunctionRules } from "../graph/op.ts";
import { summarized, type Tensor } from "../graph/tensor.ts";
import { normalizeAxis, type Shape } from "../tensor/shape.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { belowZero } from "./softmax.ts";
import { subtract } from "./subtract.ts";
import { sum } from "./sum.ts";

/**
 * The logarithm of softmax: yᵢ = zᵢ - ln Σₖ e^(zₖ), with ∂yᵢ/∂zⱼ = δᵢⱼ - softmax(z)ⱼ.
 *
 * Right also where softmax itself is too small for a floating-point number and its logarithm would be -∞.
 *
 * @param z at least one axis, such as [batch, classes]
 * @param axis the axis along which the probabilities add up to 1, negative from the end
 * @returns the shape of z, numbers up to 0
 * @throws ShapeError where z has no such axis, or no element along it
 *
 * @example
 * ```ts
 * evaluate(logSoftmax(constant([0, -1000]))).data; // Float64Array [0, -1000]
 * ```
 */
export function logSoftmax<S extends Shape>(z: Tensor<S>, axis = -1): Tensor<S> {
  const along = normalizeAxis("logSoftmax", axis, z.shape.length);
  const shifted = belowZero("logSoftmax", z, along);
  const y: Tensor = subtract(shifted, log(sum(exp(shifted), along, { keepDims: true }) as Tensor));
  return summarized<S>(y as Tensor<S>, logSoftmaxRules(along), [z]);
}

/** ∂C/∂z = ȳ - softmax(z) Σ ȳ, where softmax(z) is eʸ. */
function logSoftmaxRules(axis: number): FunctionRules {
  return {
    name: "logSoftmax",
    vjp: (t, { y, yBar }) => [t.subtract(yBar, t.multiply(t.exp(y), t.sum(yBar, [axis], true)))],
    explain: {
      latex: (z) => `\\ln \\operatorname{softmax}\\left(${z}\\right)`,
      binds: "product",
      says: "the logarithms of the shares that softmax gives, computed without the shares, which may be too small for a number",
    },
  };
}
