import { extremum } from "./extremum.ts";
import { reduction } from "./reduction.ts";

export const minOp = extremum("min", { start: Infinity, better: Math.min, adjective: "smallest" });

/**
 * The smallest element along some axes or of all: y = minᵢ xᵢ, with ∂C/∂xᵢ = ∂C/∂y / m for the m elements equal to y, else 0.
 *
 * @param x any shape; NaN where there is one
 * @param axes one axis or several, negative from the end; all where left out
 * @param options `keepDims`: the reduced axes stay, with size 1
 * @returns the shape of x without those axes
 * @throws ShapeError where x has no such axis, or no element along one
 *
 * @example
 * ```ts
 * evaluate(min(constant([[1, 5], [7, 3]]), 1)).data; // Float64Array [1, 3]
 * ```
 */
export const min = reduction(minOp);
