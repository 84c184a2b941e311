import { applyStructural } from "../graph/apply.ts";
import { structural } from "../graph/op.ts";
import type { TensorOps } from "../graph/rules.ts";
import type { Tensor } from "../graph/tensor.ts";
import { broadcastStrides, places } from "../tensor/broadcast.ts";
import { multiplyMatrices } from "../tensor/matrixProduct.ts";
import { broadcastShapes, formatShape, sizeOf, type Shape } from "../tensor/shape.ts";
import type { Fits, MatMul, ResultShape } from "../tensor/shapeTypes.ts";
import { ShapeError } from "../util/errors.ts";
import { reshape } from "./reshape.ts";
import { sumType } from "./resultTypes.ts";
import { lastTwoExchanged } from "./transpose.ts";

export const matmulOp = structural("matmul", {
  shape: ([a, b]) => matmulShape(a!, b!),
  dtype: sumType,
  evaluate([a, b], _, output) {
    const [m, k] = lastTwo(a!.shape);
    const [, n] = lastTwo(b!.shape);
    const batch = output.shape.slice(0, -2);
    const startsA = places(batch, matrixStrides(a!.shape, batch));
    const startsB = places(batch, matrixStrides(b!.shape, batch));
    for (let start = 0; start < output.data.length; start += m * n) {
      const left = { data: a!.data, start: startsA.next().value as number };
      const right = { data: b!.data, start: startsB.next().value as number };
      multiplyMatrices(left, right, { data: output.data, start }, m, k, n);
    }
  },
  lower: (k, [a, b], _, shape) => {
    // A sum of products over k, in the space of [...batch, m, n, k].
    const [rankA, rankB, rank] = [k.shapeOf(a!).length, k.shapeOf(b!).length, shape.length];
    const space = [...shape, k.shapeOf(a!).at(-1)!];
    const own = (x: typeof a, rankX: number, row: number, column: number): typeof a =>
      k.spread(
        x!,
        space,
        space.map((size, axis) => {
          if (axis === row) return [rankX - 2];
          if (axis === column) return [rankX - 1];
          const batch = axis - (rank - rankX);
          const stretched = axis >= rank - 2 || batch < 0 || (k.shapeOf(x!)[batch] === 1 && size !== 1);
          return stretched ? [] : [batch];
        }),
      );
    const factors = [own(a, rankA, rank - 2, rank)!, own(b, rankB, rank, rank - 1)!];
    return k.reduce(
      "sum",
      k.map((s, x, y) => s.multiply(x, y), factors),
      [rank],
    );
  },
  vjp: (t, { inputs: [a, b], yBar, shapes: [shapeA, shapeB] }) => [
    t.sumTo(t.matmul(yBar, transposed(t, b!, shapeB!)), shapeA!),
    t.sumTo(t.matmul(transposed(t, a!, shapeA!), yBar), shapeB!),
  ],
  jvp: "multilinear",
  explain: {
    latex: (a, b) => `${a} ${b}`,
    binds: "matrix product",
    says: "multiplies matrices: row i of the first with column j of the second, term by term, summed",
  },
  check: {
    cases: [
      {
        shapes: [
          [2, 3],
          [3, 4],
        ],
        attributes: {},
      },
      {
        shapes: [
          [1, 1],
          [1, 1],
        ],
        attributes: {},
      },
      {
        shapes: [
          [5, 2, 3],
          [5, 3, 4],
        ],
        attributes: {},
      },
      {
        shapes: [
          [2, 3],
          [5, 3, 4],
        ],
        attributes: {},
      },
      {
        shapes: [
          [2, 1, 2, 3],
          [4, 3, 2],
        ],
        attributes: {},
      },
      {
        shapes: [
          [0, 3],
          [3, 2],
        ],
        attributes: {},
      },
      {
        shapes: [
          [2, 0],
          [0, 3],
        ],
        attributes: {},
      },
      {
        shapes: [
          [0, 2, 3],
          [3, 2],
        ],
        attributes: {},
      },
      {
        shapes: [
          [3, 5],
          [5, 6],
        ],
        attributes: {},
      },
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
    throw new ShapeError(
      `matmul(): inner sizes must agree, got ${formatShape(a)} · ${formatShape(b)}: ${a.at(-1) ?? ""} is not ${inner ?? ""}; ` +
        wayOut(a, b),
    );
  }
}

function wayOut(a: Shape, b: Shape): string {
  if (b.length > 1 && a.at(-1) === b.at(-1)) return "transpose the second";
  if (a.length > 1 && a.at(-2) === b.at(Math.max(-2, -b.length))) return "transpose the first";
  return "check the order of the factors";
}

function matmulShape(a: Shape, b: Shape): Shape {
  requireInner(a, b);
  return [...broadcastShapes("matmul", a.slice(0, -2), b.slice(0, -2)), lastTwo(a)[0], lastTwo(b)[1]];
}

function lastTwo(shape: Shape): [number, number] {
  return [shape.at(-2)!, shape.at(-1)!];
}

/** How far apart, in elements, the matrices that multiply lie along each axis of the batch. */
function matrixStrides(shape: Shape, batch: Shape): number[] {
  const size = sizeOf(lastTwo(shape));
  return broadcastStrides(shape.slice(0, -2), batch).map((stride) => stride * size);
}

/** The last two axes exchanged. */
function transposed<T>(t: TensorOps<T>, x: T, shape: Shape): T {
  return t.transpose(x, lastTwoExchanged(shape));
}
