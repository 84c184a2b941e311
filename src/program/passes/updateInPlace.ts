import { sizeOf, stridesOf, sameShape, type Shape } from "../../tensor/shape.ts";
import { readsOf, writesOf } from "../dependencies.ts";
import { loopOf } from "../loop.ts";
import type { Buffer, Kernel, Loop } from "../program.ts";
import { wholeOf } from "../values.ts";
import { renamed } from "./renameBuffers.ts";

/**
 * Lets kernels write the next values of parameters over the old ones, where nobody needs the old ones any more; elsewhere
 * the next values are copied at the end.
 */
export function updateInPlace(
  kernels: readonly Kernel[],
  buffers: readonly Buffer[],
  updates: readonly (readonly [to: number, from: number])[],
): Kernel[] {
  let current = [...kernels];
  const copies: Kernel[] = [];
  for (const [to, from] of updates) {
    const shared = updates.filter(([, other]) => other === from).length > 1;
    if (!shared && mayReplace(current, buffers, to, from)) {
      current = current.map((kernel) => renamed(kernel, from, to));
    } else {
      const shape = [buffers[to]!.size];
      copies.push(loopOf(wholeOf(from, shape), wholeOf(to, shape).access));
    }
  }
  return [...current, ...copies];
}

function mayReplace(
  kernels: readonly Kernel[],
  buffers: readonly Buffer[],
  to: number,
  from: number,
): boolean {
  if (buffers[from]!.life !== "temporary") return false;
  const writers = kernels.filter((kernel) => writesOf(kernel).has(from));
  const writer = writers[0];
  if (writers.length !== 1 || writer?.kind !== "loop") return false;
  const last = kernels.findLastIndex((kernel) => readsOf(kernel).has(to));
  const at = kernels.indexOf(writer);
  return last < at || (last === at && readsOnlyWhereItWrites(writer, to, from));
}

/** Whether a loop reads the old elements only at the index at which it writes the new ones. */
function readsOnlyWhereItWrites(loop: Loop, to: number, from: number): boolean {
  const dense = (shape: Shape, strides: readonly number[], start: number, size: number): boolean =>
    start === 0 && sizeOf(shape) === size && sameShape(strides, stridesOf(shape));
  const write = loop.writes.find(({ access }) => access.buffer === from)!;
  if (write.reduce !== undefined) return false;
  const size = sizeOf(loop.shape);
  if (!dense(loop.shape, write.access.strides, write.access.start, size)) return false;
  return loop.body.every(
    (one) =>
      one.kind !== "load" ||
      (one.access.buffer !== to && one.access.gather?.indices.buffer !== to) ||
      (one.access.gather === undefined && dense(loop.shape, one.access.strides, one.access.start, size)),
  );
}
