import type { Tensor } from "../graph/tensor.ts";
import { sizeOf } from "../tensor/shape.ts";
import { divide } from "./divide.ts";
import { reducedAxes, requireElements, type Reduction, type ReductionOptions } from "./reduction.ts";
import { sum } from "./sum.ts";

/**
 * The mean over some axes or over all elements: y = 1/n Σᵢ xᵢ, with ∂C/∂xᵢ = 1/n ∂C/∂y.
 *
 * @param x any shape; the mean of conditions is the fraction that holds
 * @param axes one axis or several, negative from the end; all where left out
 * @param options `keepDims`: the averaged axes stay, with size 1
 * @returns the shape of x without those axes
 * @throws ShapeError where x has no such axis, or no element along one
 *
 * @example
 * ```ts
 * evaluate(mean(constant([[1, 2], [3, 4]]), 0)).data; // Float64Array [2, 3]
 * ```
 */
export const mean = meanOf as Reduction;

function meanOf(x: Tensor, ...[axes, options]: ReductionOptions): Tensor {
  const over = reducedAxes("mean", x.shape, axes);
  requireElements("mean", x.shape, over);
  const total: Tensor = sum(x, over, options);
  return divide(total, sizeOf(over.map((axis) => x.shape[axis]!)));
}
