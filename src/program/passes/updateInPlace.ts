import { sameShape, stridesOf, type Shape } from "../../tensor/shape.ts";
import { loopOf } from "../loop.ts";
import type { Buffer, Kernel, Loop } from "../program.ts";
import { Uses } from "../uses.ts";
import { wholeOf } from "../values.ts";
import { renamed } from "./renameBuffers.ts";

/**
 * Lets kernels write the next values of parameters over the old ones, where nobody needs the old ones any more; elsewhere
 * the next values are copied at the end.
 *
 * @param updates the buffer of each parameter, and the one that holds its next value
 */
export function updateInPlace(
  kernels: readonly Kernel[],
  buffers: readonly Buffer[],
  updates: readonly (readonly [to: number, from: number])[],
): Kernel[] {
  const uses = new Uses(kernels);
  const copies: Kernel[] = [];
  const wanted = new Map<number, number>();
  for (const [, from] of updates) wanted.set(from, (wanted.get(from) ?? 0) + 1);
  for (const [to, from] of updates) {
    if (wanted.get(from) === 1 && mayReplace(uses, buffers, to, from)) {
      for (const slot of new Set([...uses.readersOf(from), ...uses.writersOf(from)])) {
        slot.kernel = renamed(slot.kernel!, from, to);
      }
      uses.rename(from, to);
    } else {
      const shape = [buffers[to]!.size];
      copies.push(loopOf(wholeOf(from, shape), wholeOf(to, shape).access));
    }
  }
  return [...uses.kernels(), ...copies];
}

function mayReplace(uses: Uses, buffers: readonly Buffer[], to: number, from: number): boolean {
  if (buffers[from]!.life !== "temporary") return false;
  const [writer, ...others] = uses.writersOf(from);
  if (others.length > 0 || writer?.kernel?.kind !== "loop") return false;
  const last = uses.readersOf(to).at(-1);
  if (last === undefined || last.at < writer.at) return true;
  return last === writer && readsOnlyWhereItWrites(writer.kernel, to, from);
}

/** Whether a loop reads the old elements only at the index at which it writes the new ones. */
function readsOnlyWhereItWrites(loop: Loop, to: number, from: number): boolean {
  const dense = (shape: Shape, strides: readonly number[], start: number): boolean =>
    start === 0 && sameShape(strides, stridesOf(shape));
  const write = loop.writes.find(({ access }) => access.buffer === from)!;
  if (write.reduce !== undefined || !dense(loop.shape, write.access.strides, write.access.start))
    return false;
  return loop.body.every(
    (one) =>
      one.kind !== "load" ||
      (one.access.buffer !== to && one.access.gather?.indices.buffer !== to) ||
      (one.access.gather === undefined && dense(loop.shape, one.access.strides, one.access.start)),
  );
}
