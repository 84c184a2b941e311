import type { Tensor } from "../graph/tensor.ts";
import { withoutAxes } from "../tensor/axes.ts";
import { abs } from "./abs.ts";
import { add } from "./add.ts";
import { exp } from "./exp.ts";
import { less } from "./less.ts";
import { log } from "./log.ts";
import { max } from "./max.ts";
import { reducedAxes, requireElements, type Reduction, type ReductionOptions } from "./reduction.ts";
import { reshape } from "./reshape.ts";
import { stopGradient } from "./stopGradient.ts";
import { subtract } from "./subtract.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

/**
 * The logarithm of a sum of exponentials: y = ln Σᵢ e^(xᵢ), with ∂C/∂x = ∂C/∂y softmax(x).
 *
 * Computed as m + ln Σᵢ e^(xᵢ - m) with m = maxᵢ xᵢ, so that nothing overflows. As y does not depend on m, m counts as a
 * constant.
 *
 * @param x any shape
 * @param axes one axis or several, negative from the end; all where left out
 * @param options `keepDims`: the reduced axes stay, with size 1
 * @returns the shape of x without those axes; -∞ where all elements are
 * @throws ShapeError where x has no such axis, or no element along one
 *
 * @example
 * ```ts
 * evaluate(logSumExp(constant([1000, -Infinity]))).data; // Float64Array [1000]
 * ```
 * Source: Blanchard, Higham, Higham, "Accurately computing the log-sum-exp and softmax functions", IMA J. Numer. Anal. 41(4), 2021.
 */
export const logSumExp = logSumExpOf as Reduction;

function logSumExpOf(x: Tensor, ...[axes, options]: ReductionOptions): Tensor {
  const over = reducedAxes("logSumExp", x.shape, axes);
  requireElements("logSumExp", x.shape, over);
  const largest: Tensor = stopGradient(max(x, over, { keepDims: true }) as Tensor);
  // Infinite elements need no shift: ∞ - ∞ would be NaN where the result is ∞ or -∞.
  const shift = where(less(abs(largest), Infinity), largest, 0);
  const y: Tensor = add(log(sum(exp(subtract(x, shift)), over, { keepDims: true })), shift);
  return options?.keepDims === true ? y : reshape(y, withoutAxes(x.shape, over));
}
