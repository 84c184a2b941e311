import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { pasteStrided } from "../tensor/broadcast.ts";
import { formatShape, stridesOf, type Shape } from "../tensor/shape.ts";
import { ShapeError } from "../util/errors.ts";

interface Margins {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export const padOp = structural<Margins>("pad", {
  shape: ([from], margins) => {
    requireMargins(from!, margins);
    return from!.map((size, axis) => margins.before[axis]! + size + margins.after[axis]!);
  },
  evaluate([x], { before }, output) {
    const strides = stridesOf(output.shape);
    const first = before.reduce((place, count, axis) => place + count * strides[axis]!, 0);
    output.data.fill(0);
    pasteStrided(x!.data, x!.shape, strides, first, output.data);
  },
  lower: (k, [x], { before }, shape) => k.assemble(shape, [{ x: x!, start: before }]),
  vjp: (t, { yBar, shapes: [from] }, { before }) => [t.slice(yBar, before, from!)],
  jvp: "linear",
  explain: {
    latex: (x) => `\\operatorname{pad}\\left(${x}\\right)`,
    says: "puts zeros around the elements; the gradient of the zeros is dropped",
  },
  check: {
    cases: [
      { shapes: [[3]], attributes: { before: [1], after: [2] } },
      { shapes: [[2, 3]], attributes: { before: [0, 1], after: [1, 0] } },
      { shapes: [[2, 1, 3, 2]], attributes: { before: [1, 0, 2, 0], after: [0, 1, 0, 1] } },
      { shapes: [[0, 2]], attributes: { before: [1, 0], after: [1, 0] } },
      { shapes: [[1]], attributes: { before: [0], after: [0] } },
      { shapes: [[]], attributes: { before: [], after: [] } },
    ],
  },
});

/**
 * The tensor with zeros around it: y_{before + i} = x_i, with ∂C/∂x the part of ∂C/∂y inside the margins.
 *
 * @param x any shape
 * @param before how many zeros to put before the elements, for each axis
 * @param after how many behind them
 * @throws ShapeError where a count is missing, negative or not whole
 *
 * @example
 * ```ts
 * evaluate(pad(constant([1, 2]), [1], [2])).data; // Float64Array [0, 1, 2, 0, 0]
 * ```
 */
export function pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  return applyStructural(padOp, [x], { before, after });
}

function requireMargins(shape: Shape, { before, after }: Margins): void {
  const good = (counts: readonly number[]): boolean =>
    counts.length === shape.length && counts.every((count) => Number.isInteger(count) && count >= 0);
  if (!good(before) || !good(after)) {
    throw new ShapeError(
      `pad(): needs two counts from 0 on for each axis of ${formatShape(shape)}, ` +
        `got ${formatShape(before)} before and ${formatShape(after)} behind; slice to cut off`,
    );
  }
}
