import { structural } from "../graph/op.ts";
import { addStrided } from "../tensor/broadcast.ts";
import {
  reducedShape,
  reduction,
  reductionCases,
  resultStrides,
  withReducedAxes,
  type Reduced,
} from "./reduction.ts";
import { sumType } from "./resultTypes.ts";

export const sumOp = structural<Reduced>("sum", {
  shape: ([from], reduced) => reducedShape(from!, reduced),
  dtype: sumType,
  evaluate([x], reduced, output) {
    output.data.fill(0);
    addStrided(x!.data, x!.shape, resultStrides(x!.shape, reduced), 0, output.data);
  },
  lower: (k, [x], { axes }, shape) => k.reshape(k.reduce("sum", x!, axes), shape),
  vjp: (t, { yBar, shapes: [from] }, reduced) => [
    t.broadcast(withReducedAxes(t, yBar, from!, reduced), from!),
  ],
  jvp: "linear",
  explain: {
    latex: (x) => `\\sum ${x}`,
    binds: "prefix",
    says: "adds up the elements along some axes; each of them receives the gradient of the sum unchanged",
  },
  check: {
    cases: [...reductionCases, { shapes: [[2, 0]], attributes: { axes: [1], keepDims: false } }],
  },
});

/**
 * The sum over some axes or over all elements: y = Σᵢ xᵢ, with ∂C/∂xᵢ = ∂C/∂y.
 *
 * Conditions are counted: the sum of a bool tensor is int.
 *
 * @param x any shape
 * @param axes one axis or several, negative from the end; all where left out
 * @param options `keepDims`: the summed axes stay, with size 1, so that the sum stretches against x
 * @returns the shape of x without those axes; 0 where there is nothing to add
 * @throws ShapeError where x has no such axis
 *
 * @example
 * ```ts
 * evaluate(sum(constant([[1, 2], [3, 4]]), 0)).data; // Float64Array [4, 6]
 * ```
 */
export const sum = reduction(sumOp);
