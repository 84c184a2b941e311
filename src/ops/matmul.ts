import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { broadcastStrides, places } from "../tensor/broadcast.ts";
import { broadcastShapes, formatShape, stridesOf, type Shape } from "../tensor/shape.ts";
import type { Fits, MatMul, ResultShape } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";
import { reshape } from "./reshape.ts";

export const matmulOp = structural("matmul", {
  shape: ([a, b]) => matmulShape(a!, b!),
  evaluate([a, b], _, output) {
    const [m, k] = lastTwo(a!.shape);
    const [, n] = lastTwo(b!.shape);
    const batch = output.shape.slice(0, -2);
    const starts = [a!, b!].map(({ shape }) => {
      const strides = broadcastStrides(shape.slice(0, -2), batch);
      const size = stridesOf(shape)[shape.length - 3] ?? 0;
      const rows = stridesOf(shape.slice(0, -2));
      // Strides of the batch axes in whole matrices become strides in elements.
      return [...places(batch, strides)].map((place) => (rows.length === 0 ? 0 : place * size));
    });
    starts[0]!.forEach((startA, i) => {
      multiplyMatrices(a!.data, startA, b!.data, starts[1]![i]!, output.data, i * m * n, m, k, n);
    });
  },
  vjp: (t, { inputs: [a, b], yBar, shapes: [shapeA, shapeB] }) => [
    t.sumTo(t.matmul(yBar, transposed(t.transpose, b!, shapeB!)), shapeA!),
    t.sumTo(t.matmul(transposed(t.transpose, a!, shapeA!), yBar), shapeB!),
  ],
  jvp: "multilinear",
  explain: {
    latex: (a, b) => `${a} ${b}`,
    says: "multiplies matrices: row i of the first with column j of the second, term by term, summed",
  },
  check: {
    cases: [
      { shapes: [[2, 3], [3, 4]], attributes: {} },
      { shapes: [[1, 1], [1, 1]], attributes: {} },
      { shapes: [[5, 2, 3], [5, 3, 4]], attributes: {} },
      { shapes: [[2, 3], [5, 3, 4]], attributes: {} },
      { shapes: [[2, 1, 2, 3], [4, 3, 2]], attributes: {} },
      { shapes: [[0, 3], [3, 2]], attributes: {} },
      { shapes: [[2, 0], [0, 3]], attributes: {} },
    ],
  },
});

/**
 * The matrix product: y_ij = Σₖ a_ik b_kj, with ∂C/∂a = ȳ bᵀ and ∂C/∂b = aᵀ ȳ.
 *
 * Axes before the last two are a batch and stretch against each other; a vector stands for one row (on the left) or one
 * column (on the right), which the result then lacks.
 *
 * @param a shape [..., m, k], or [k]
 * @param b shape [..., k, n], or [k]
 * @returns shape [..., m, n], without m or n where that side was a vector
 * @throws ShapeError where the inner sizes differ
 *
 * @example
 * ```ts
 * evaluate(matmul(constant([[1, 2], [3, 4]]), constant([1, 1]))).data; // Float64Array [3, 7]
 * ```
 */
export function matmul<A extends Shape, B extends Shape>(
  a: Tensor<A>,
  b: Tensor<B> & Fits<MatMul<A, B>>,
): Tensor<ResultShape<MatMul<A, B>>> {
  return product(a, b) as Tensor<ResultShape<MatMul<A, B>>>;
}

function product(a: Tensor, b: Tensor): Tensor {
  requireInner(a.shape, b.shape);
  const left = a.shape.length === 1 ? reshape(a, [1, ...a.shape]) : a;
  const right = b.shape.length === 1 ? reshape(b, [...b.shape, 1]) : b;
  const y = applyStructural(matmulOp, [left, right], {});
  if (left === a && right === b) return y;
  const shape = y.shape.filter((_, axis) => {
    const back = axis - y.shape.length;
    return !((back === -2 && left !== a) || (back === -1 && right !== b));
  });
  return reshape(y, shape);
}

function requireInner(a: Shape, b: Shape): void {
  if (a.length === 0 || b.length === 0) {
    throw new ShapeError(
      `matmul(): needs vectors or matrices, got ${formatShape(a)} and ${formatShape(b)}; for a scalar use multiply`,
    );
  }
  const inner = b[Math.max(0, b.length - 2)];
  if (a.at(-1) !== inner) {
    const fits = b.length > 1 && a.at(-1) === b.at(-1);
    throw new ShapeError(
      `matmul(): inner sizes must agree, got ${formatShape(a)} · ${formatShape(b)}: ${a.at(-1) ?? ""} is not ${inner ?? ""}; ` +
        (fits ? "transpose the second" : "check the order of the factors"),
    );
  }
}

function matmulShape(a: Shape, b: Shape): Shape {
  return [...broadcastShapes("matmul", a.slice(0, -2), b.slice(0, -2)), lastTwo(a)[0], lastTwo(b)[1]];
}

function lastTwo(shape: Shape): [number, number] {
  return [shape.at(-2)!, shape.at(-1)!];
}

/** The last two axes exchanged. */
function transposed<T>(transpose: (x: T, order: readonly number[]) => T, x: T, shape: Shape): T {
  const axes = shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

/** One m×k by k×n product; the middle loop runs over k, so that the innermost walks both rows in order. */
function multiplyMatrices(
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  y: Float64Array,
  startY: number,
  m: number,
  k: number,
  n: number,
): void {
  y.fill(0, startY, startY + m * n);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const factor = a[startA + i * k + p]!;
      const rowB = startB + p * n;
      const rowY = startY + i * n;
      for (let j = 0; j < n; j++) y[rowY + j]! += factor * b[rowB + j]!;
    }
  }
}
