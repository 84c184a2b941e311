import { applyStructural, requireType } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { checkShape, formatShape, sameShape, sizeOf } from "../tensor/shape.ts";
import { ShapeError } from "../util/errors.ts";
import { sumType } from "./resultTypes.ts";
import { requireRows } from "../tensor/rows.ts";

interface Rows {
  readonly rows: number;
}

export const takeAdjointOp = structural<Rows>("takeAdjoint", {
  shape: ([from, indices], { rows }) => {
    checkShape("takeAdjoint()", [rows]);
    if (!sameShape(from!.slice(0, indices!.length), indices!)) {
      throw new ShapeError(
        `takeAdjoint(): the rows must have an index each, got rows ${formatShape(from!)} ` +
          `and indices ${formatShape(indices!)}; the first shape must begin with the second`,
      );
    }
    return [rows, ...from!.slice(indices!.length)];
  },
  dtype: ([from]) => sumType([from!]),
  evaluate([x, indices], { rows }, output) {
    requireRows("takeAdjoint", indices!, rows);
    const width = sizeOf(output.shape.slice(1));
    output.data.fill(0);
    let next = 0;
    for (const index of indices!.data) {
      for (let i = 0, to = index * width; i < width; i++) output.data[to + i]! += x!.data[next++]!;
    }
  },
  lower: (k, [x, indices], { rows }) => k.scatterAdd(x!, indices!, rows),
  vjp: (t, { inputs: [, indices], yBar }) => [t.take(yBar, indices!), null],
  jvp: "multilinear",
  explain: {
    latex: (x, indices) => `\\sum_{${indices}} ${x}`,
    binds: "prefix",
    says: "adds rows into zeros at the places that indices name; each row receives the gradient of its place",
  },
  check: {
    cases: [
      { shapes: [[3, 2], [3]], attributes: { rows: 4 }, values: [null, [2, 0, 2]] },
      {
        shapes: [
          [2, 2],
          [2, 2],
        ],
        attributes: { rows: 3 },
        values: [null, [1, 2, 1, 0]],
      },
      { shapes: [[2, 2], []], attributes: { rows: 2 }, values: [null, [1]] },
      { shapes: [[0, 3], [0]], attributes: { rows: 2 }, values: [null, []] },
      { shapes: [[1, 1], [1]], attributes: { rows: 1 }, values: [null, [0]] },
    ],
  },
});

/**
 * The adjoint of take: rows added into zeros, y_j = Σ x_i over all i with indices i = j; with ∂C/∂x_i = ∂C/∂y_{indices i}.
 *
 * @param x shape [...indices' shape, ...row]
 * @param indices int, any shape; where each row goes, from 0
 * @param rows how many rows the result has
 * @returns shape [rows, ...row]
 * @throws ShapeError where x does not begin with the indices' shape; ValueError where they are not int, and when it runs,
 *   where one names no row
 *
 * @example
 * ```ts
 * evaluate(takeAdjoint(constant([1, 2, 3]), constant([2, 0, 2], "int"), 3)).data; // Float64Array [2, 0, 4]
 * ```
 */
export function takeAdjoint(x: Tensor, indices: Tensor, rows: number): Tensor {
  requireType("takeAdjoint", "the indices", indices, "int");
  return applyStructural(takeAdjointOp, [x, indices], { rows });
}
