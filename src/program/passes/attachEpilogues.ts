import { conflict, readsOf } from "../dependencies.ts";
import type { Gemm, Kernel, Loop } from "../program.ts";

/**
 * Attaches to a product the loop that reads it element by element (bias, activation), so that it runs on each part as soon
 * as it is there, while it is still close at hand.
 */
export function attachEpilogues(kernels: readonly Kernel[]): Kernel[] {
  const result = [...kernels];
  for (let at = 0; at < result.length; at++) {
    const gemm = result[at]!;
    if (gemm.kind !== "gemm" || gemm.epilogue !== undefined) continue;
    const next = result.findIndex((kernel, i) => i > at && readsOf(kernel).has(gemm.c.buffer));
    const loop = result[next];
    if (loop?.kind !== "loop" || !walksProduct(loop, gemm)) continue;
    if (result.slice(at + 1, next).some((kernel) => conflict(kernel, loop))) continue;
    result[at] = { ...gemm, epilogue: loop };
    result.splice(next, 1);
  }
  return result;
}

/** Whether a loop's axes are the rows and columns of C, and it meets C only at its own index. */
function walksProduct(loop: Loop, { m, n, c, batch }: Gemm): boolean {
  const [rows, columns] = loop.shape;
  if (batch.length > 0 || loop.shape.length !== 2 || rows !== m || columns !== n) return false;
  if (loop.writes.some(({ reduce, access }) => reduce !== undefined || access.buffer === c.buffer))
    return false;
  return loop.body.every((one) => {
    if (one.kind !== "load" || one.access.buffer !== c.buffer) return true;
    const { start, strides, gather } = one.access;
    const [row, column] = strides;
    return (
      start === c.start &&
      gather === undefined &&
      (m === 1 || row === c.row) &&
      (n === 1 || column === c.column)
    );
  });
}
