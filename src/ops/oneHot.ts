import { applyStructural, requireType } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { checkShape } from "../tensor/shape.ts";
import { internal } from "../util/errors.ts";
import { requireRows } from "../tensor/rows.ts";

interface Classes {
  readonly classes: number;
}

export const oneHotOp = structural<Classes>("oneHot", {
  shape: ([indices], { classes }) => {
    checkShape("oneHot()", [classes]);
    return [...indices!, classes];
  },
  dtype: () => "real",
  evaluate([indices], { classes }, output) {
    requireRows("oneHot", indices!, classes, "classes");
    output.data.fill(0);
    indices!.data.forEach((index, i) => (output.data[i * classes + index] = 1));
  },
  lower: (k, [indices], _, shape) => {
    const axes = shape.map((_size, axis) => (axis < shape.length - 1 ? [axis] : []));
    const label = k.spread(indices!, shape, axes);
    return k.map((s, own, column) => s.equal(own, column), [label, k.index(shape, shape.length - 1)]);
  },
  vjp: () => [null],
  jvp: { rule: () => internal("oneHot takes whole numbers, from which no change comes") },
  explain: {
    latex: (indices) => `e_{${indices}}`,
    says: "writes a class as a row of zeros with a single 1; classes are whole numbers, so there is no gradient",
  },
  check: {
    cases: [
      { shapes: [[3]], attributes: { classes: 4 }, values: [[3, 0, 3]] },
      { shapes: [[]], attributes: { classes: 2 }, values: [[1]] },
      { shapes: [[2, 2]], attributes: { classes: 2 }, values: [[0, 1, 1, 0]] },
      { shapes: [[0]], attributes: { classes: 3 }, values: [[]] },
      { shapes: [[1]], attributes: { classes: 1 }, values: [[0]] },
    ],
  },
});

/**
 * Classes as rows of zeros with a single 1: y_ic = 1 where indices i = c, else 0. It has no gradient.
 *
 * @param indices int, any shape; classes from 0
 * @param classes how many classes there are
 * @returns real, shape [...indices' shape, classes]
 * @throws ValueError where the indices are not int, and when it runs, where one names no class
 *
 * @example
 * ```ts
 * evaluate(oneHot(constant([2, 0], "int"), 3)).data; // Float64Array [0, 0, 1, 1, 0, 0]
 * ```
 */
export function oneHot(indices: Tensor, classes: number): Tensor {
  requireType("oneHot", "the classes", indices, "int");
  return applyStructural(oneHotOp, [indices], { classes });
}
