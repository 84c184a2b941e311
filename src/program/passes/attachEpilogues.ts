import { accessesOf } from "../loop.ts";
import type { Gemm, Kernel, Loop } from "../program.ts";
import { Uses, type Slot } from "../uses.ts";

/**
 * Attaches to a product the loop that reads it element by element (bias, activation), so that it runs on each part as soon
 * as it is there, while it is still close at hand.
 */
export function attachEpilogues(kernels: readonly Kernel[]): Kernel[] {
  const uses = new Uses(kernels);
  for (const slot of uses.slots) {
    const gemm = slot.kernel;
    if (gemm?.kind !== "gemm" || gemm.epilogue !== undefined) continue;
    const next = firstAfter(uses.readersOf(gemm.c.buffer), slot.at);
    const loop = next?.kernel;
    if (next === undefined || loop?.kind !== "loop" || !walksProduct(loop, gemm)) continue;
    if (uses.conflictBetween(loop, slot.at, next.at)) continue;
    slot.kernel = { ...gemm, epilogue: loop };
    next.kernel = undefined;
    // Whatever comes to stand between must know that the loop now runs here.
    next.at = slot.at;
  }
  return uses.kernels();
}

function firstAfter(slots: readonly Slot[], at: number): Slot | undefined {
  return slots.reduce<Slot | undefined>(
    (first, slot) => (slot.at > at && slot.at < (first?.at ?? Infinity) ? slot : first),
    undefined,
  );
}

/** Whether a loop's axes are the rows and columns of C, and it meets the product only at its own index of C. */
function walksProduct(loop: Loop, { m, n, a, b, c, batch }: Gemm): boolean {
  const [rows, columns] = loop.shape;
  if (batch.length > 0 || loop.shape.length !== 2 || rows !== m || columns !== n) return false;
  // The factors are still needed while the loop runs.
  const busy = [a.buffer, b.buffer, c.buffer];
  if (loop.writes.some(({ reduce, access }) => reduce !== undefined || busy.includes(access.buffer)))
    return false;
  return accessesOf(loop).every(({ buffer, start, strides, gather }) => {
    if (buffer !== c.buffer) return gather?.indices.buffer !== c.buffer;
    const [row, column] = strides;
    return (
      start === c.start &&
      gather === undefined &&
      (m === 1 || row === c.row) &&
      (n === 1 || column === c.column)
    );
  });
}
