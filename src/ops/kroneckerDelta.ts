import type { TensorOps } from "../graph/rules.ts";

/** Whether row and column are equal, as an n×n matrix of conditions, for rules that treat a diagonal apart. */
export function onDiagonal<T>(t: TensorOps<T>, n: number): T {
  const counts = t.cumulativeSum(t.broadcast(t.constant(1), [n]), 0, false);
  return t.equal(t.reshape(counts, [n, 1]), counts);
}

/** Kronecker's delta: 1 where row and column are equal, else 0. */
export function kroneckerDelta<T>(t: TensorOps<T>, n: number): T {
  return t.select(onDiagonal(t, n), 1, 0);
}
