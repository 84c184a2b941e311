import { applyStructural, requireRank, requireType } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { sizeOf } from "../tensor/shape.ts";
import { requireRows } from "../tensor/rows.ts";

export const takeOp = structural("take", {
  shape: ([from, indices]) => {
    requireRank("take", "the tensor", from!, 1);
    return [...indices!, ...from!.slice(1)];
  },
  evaluate([x, indices], _, output) {
    const [rows, ...row] = x!.shape;
    requireRows("take", indices!, rows!);
    const width = sizeOf(row);
    let next = 0;
    for (const index of indices!.data) {
      for (let i = 0, from = index * width; i < width; i++) output.data[next++] = x!.data[from + i]!;
    }
  },
  lower: (k, [x, indices]) => k.gather(x!, indices!),
  vjp: (t, { inputs: [, indices], yBar, shapes: [from] }) => [t.takeAdjoint(yBar, indices!, from![0]!), null],
  jvp: "multilinear",
  explain: {
    latex: (x, indices) => `${x}_{${indices}}`,
    says: "takes rows by their numbers; the gradient of a row is the sum over all places to which it was taken",
  },
  check: {
    cases: [
      { shapes: [[4, 3], [3]], attributes: {}, values: [null, [2, 0, 2]] },
      { shapes: [[4], [2, 2]], attributes: {}, values: [null, [1, 3, 1, 0]] },
      { shapes: [[3, 2, 2], []], attributes: {}, values: [null, [1]] },
      { shapes: [[2, 3], [0]], attributes: {}, values: [null, []] },
      { shapes: [[1, 1], [1]], attributes: {}, values: [null, [0]] },
      { shapes: [[2, 0], [1]], attributes: {}, values: [null, [1]] },
    ],
  },
});

/**
 * Rows by their numbers: y_i = x_{indices i}; the gradient of a row is the sum over the places it was taken to.
 *
 * @param x shape [rows, ...row]
 * @param indices int, any shape; numbers of rows, from 0
 * @returns shape [...indices' shape, ...row]
 * @throws ValueError where the indices are not int, and when it runs, where one names no row
 *
 * @example
 * ```ts
 * evaluate(take(constant([[1, 2], [3, 4]]), constant([1, 1, 0], "int"))).data; // Float64Array [3, 4, 3, 4, 1, 2]
 * ```
 */
export function take(x: Tensor, indices: Tensor): Tensor {
  requireType("take", "the indices", indices, "int");
  return applyStructural(takeOp, [x, indices], {});
}
