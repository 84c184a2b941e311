import type { Shape } from "../tensor/shape.ts";
import type { Access, Gemm, Matrix } from "./program.ts";
import { mergeAxes, type Value, type View } from "./values.ts";

/**
 * A sum of products of two factors as a matrix product, where that is what it is: some axes only of the first factor (m),
 * some only of the second (n), summed ones of both (k), and kept ones of both (a batch).
 *
 * @param x what is summed
 * @param axes the axes that are summed away
 * @param to where the kept elements go, in order
 * @returns the product, or undefined where a loop serves better
 */
export function asGemm(x: Value, axes: readonly number[], to: Access): Gemm | undefined {
  if (x.kind !== "expression" || x.name !== "multiply") return undefined;
  const [left, right] = x.args;
  if (left?.kind !== "view" || right?.kind !== "view") return undefined;
  // The rows of a gathered view do not lie evenly, so they have no stride.
  if (left.access.gather !== undefined || right.access.gather !== undefined) return undefined;
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const target = new Map(kept.map((axis, i) => [axis, to.strides[i]!]));

  const moves = (view: View, axis: number): boolean => view.access.strides[axis] !== 0;
  const group = (wanted: (axis: number) => boolean): number[] =>
    x.shape.map((_, axis) => axis).filter((axis) => x.shape[axis] !== 1 && wanted(axis));
  const summed = (axis: number): boolean => !target.has(axis);
  const k = group((axis) => summed(axis) && moves(left, axis) && moves(right, axis));
  const m = group((axis) => !summed(axis) && moves(left, axis) && !moves(right, axis));
  const n = group((axis) => !summed(axis) && !moves(left, axis) && moves(right, axis));
  const batch = group((axis) => !summed(axis) && !m.includes(axis) && !n.includes(axis));
  const alone = group((axis) => summed(axis) && !k.includes(axis));
  // A product of vectors is better off in a loop, which needs no tiles.
  if (k.length === 0 || alone.length > 0 || (m.length === 0 && n.length === 0)) return undefined;

  const strides = { a: left.access.strides, b: right.access.strides };
  const pick = (own: readonly number[], group: readonly number[]): number[] =>
    group.map((axis) => own[axis]!);
  const c = x.shape.map((_, axis) => target.get(axis) ?? 0);
  const rows = asOneAxis(x.shape, m, [strides.a, c]);
  const columns = asOneAxis(x.shape, n, [strides.b, c]);
  const inner = asOneAxis(x.shape, k, [strides.a, strides.b]);
  if (rows === undefined || columns === undefined || inner === undefined) return undefined;
  const matrix = (access: Access, row: number, column: number, own: readonly number[]): Matrix => ({
    buffer: access.buffer,
    start: access.start,
    row,
    column,
    batch: pick(own, batch),
  });
  return {
    kind: "gemm",
    m: rows.size,
    n: columns.size,
    k: inner.size,
    batch: batch.map((axis) => x.shape[axis]!),
    a: matrix(left.access, rows.strides[0]!, inner.strides[0]!, strides.a),
    b: matrix(right.access, inner.strides[1]!, columns.strides[0]!, strides.b),
    c: matrix(to, rows.strides[1]!, columns.strides[1]!, c),
    alpha: 1,
    beta: 0,
  };
}

/** Several axes as one, where all accesses walk on evenly from one to the next; none is an axis of size 1. */
function asOneAxis(
  shape: Shape,
  axes: readonly number[],
  strides: readonly (readonly number[])[],
): { readonly size: number; readonly strides: readonly number[] } | undefined {
  const own = strides.map((all) => axes.map((axis) => all[axis]!));
  const merged = mergeAxes(
    axes.map((axis) => shape[axis]!),
    own,
  );
  if (merged.shape.length > 1) return undefined;
  return { size: merged.shape[0] ?? 1, strides: merged.strides.map((s) => s[0] ?? 1) };
}
