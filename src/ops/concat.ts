import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { pasteStrided } from "../tensor/broadcast.ts";
import { formatShape, normalizeAxis, sameShape, stridesOf, type Shape } from "../tensor/shape.ts";
import type { Concat, Fits, ResultShape, ShapesOf } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";
import { commonType } from "./resultTypes.ts";

interface Along {
  readonly axis: number;
}

export const concatOp = structural<Along>("concat", {
  shape: (shapes, { axis }) => {
    requireEqualOff(axis, shapes);
    return shapes[0]!.with(
      axis,
      shapes.reduce((total, shape) => total + shape[axis]!, 0),
    );
  },
  dtype: commonType,
  evaluate(parts, { axis }, output) {
    const strides = stridesOf(output.shape);
    const starts = startsAlong(
      axis,
      parts.map(({ shape }) => shape),
    );
    parts.forEach(({ shape, data }, i) => {
      pasteStrided(data, shape, strides, starts[i]! * strides[axis]!, output.data);
    });
  },
  lower: (k, parts, { axis }, shape) => {
    const shapes = parts.map((part) => k.shapeOf(part));
    const starts = startsAlong(axis, shapes);
    return k.assemble(
      shape,
      parts.map((x, i) => ({ x, start: shape.map((_, a) => (a === axis ? starts[i]! : 0)) })),
    );
  },
  vjp: (t, { yBar, shapes }, { axis }) => {
    const starts = startsAlong(axis, shapes);
    return shapes.map((shape, i) =>
      t.slice(
        yBar,
        shape.map((_, a) => (a === axis ? starts[i]! : 0)),
        shape,
      ),
    );
  },
  jvp: "linear",
  explain: {
    latex: (...parts) => `\\left[${parts.join(";\\, ")}\\right]`,
    says: "lays tensors end to end; each receives its own part of the gradient",
  },
  check: {
    cases: [
      { shapes: [[2], [3]], attributes: { axis: 0 } },
      {
        shapes: [
          [2, 3],
          [2, 1],
          [2, 2],
        ],
        attributes: { axis: 1 },
      },
      {
        shapes: [
          [1, 2, 3, 2],
          [1, 4, 3, 2],
        ],
        attributes: { axis: 1 },
      },
      {
        shapes: [
          [0, 2],
          [3, 2],
        ],
        attributes: { axis: 0 },
      },
      { shapes: [[1]], attributes: { axis: 0 } },
    ],
  },
});

/**
 * Tensors laid end to end along an axis; the gradient of the whole is cut into their parts again.
 *
 * @param tensors at least one; their sizes may differ along that axis only
 * @param axis the axis along which they follow each other, negative from the end
 * @throws ShapeError where other sizes differ
 *
 * @example
 * ```ts
 * evaluate(concat([constant([1, 2]), constant([3])], 0)).data; // Float64Array [1, 2, 3]
 * ```
 */
export function concat<const Tensors extends readonly Tensor[], const Axis extends number>(
  tensors: Tensors & Fits<Concat<ShapesOf<Tensors>, Axis>>,
  axis: Axis,
): Tensor<ResultShape<Concat<ShapesOf<Tensors>, Axis>>> {
  const parts: readonly Tensor[] = tensors;
  const first = parts[0];
  if (first === undefined) throw new ShapeError("concat(): needs at least one tensor, got none");
  const attributes = { axis: normalizeAxis("concat", axis, first.shape.length) };
  return applyStructural(concatOp, parts, attributes) as Tensor<ResultShape<Concat<ShapesOf<Tensors>, Axis>>>;
}

/** Where along the axis each part begins. */
function startsAlong(axis: number, shapes: readonly Shape[]): number[] {
  let end = 0;
  return shapes.map((shape) => {
    const start = end;
    end += shape[axis]!;
    return start;
  });
}

function requireEqualOff(axis: number, [first, ...more]: readonly Shape[]): void {
  const other = more.find(
    (shape) => shape.length !== first!.length || !sameShape(shape.with(axis, 0), first!.with(axis, 0)),
  );
  if (other !== undefined) {
    throw new ShapeError(
      `concat(): sizes off axis ${axis} must be equal, got ${formatShape(first!)} and ${formatShape(other)}; ` +
        "choose another axis, or reshape one of them",
    );
  }
}
