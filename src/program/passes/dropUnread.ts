import { sizeOf } from "../../tensor/shape.ts";
import { readsOf, writesOf } from "../dependencies.ts";
import type { Buffer, Instruction, Kernel, Loop } from "../program.ts";

/** Leaves out writes that nobody reads, kernels without writes, and instructions without use. */
export function dropUnread(kernels: readonly Kernel[], buffers: readonly Buffer[]): Kernel[] {
  const read = new Set<number>();
  const needed = (buffer: number): boolean => read.has(buffer) || buffers[buffer]!.life !== "temporary";
  // From the end: when a kernel's turn comes, all that may read from it have had theirs.
  const left = kernels.toReversed().flatMap((kernel): Kernel[] => {
    const rest = kernel.kind === "loop" ? withNeededWrites(kernel, needed) : kernel;
    if (rest === undefined || ![...writesOf(rest)].some(needed)) return [];
    for (const buffer of readsOf(rest)) read.add(buffer);
    return [rest];
  });
  return left.reverse();
}

function withNeededWrites(loop: Loop, needed: (buffer: number) => boolean): Loop | undefined {
  // A loop over nothing writes nothing, unless it joins nothing into something.
  if (sizeOf(loop.shape) === 0 && loop.writes.every(({ reduce }) => reduce === undefined)) return undefined;
  const writes = loop.writes.filter(({ access }) => needed(access.buffer));
  if (writes.length === loop.writes.length) return loop;
  return writes.length === 0 ? undefined : withUsedInstructions({ ...loop, writes });
}

/** The loop without instructions that no write depends on. */
export function withUsedInstructions(loop: Loop): Loop {
  const used = new Set(loop.writes.map(({ value }) => value));
  for (let place = loop.body.length - 1; place >= 0; place--) {
    const one = loop.body[place]!;
    if (used.has(place) && one.kind === "apply") for (const arg of one.args) used.add(arg);
  }
  const places = new Map<number, number>();
  const body: Instruction[] = [];
  loop.body.forEach((one, place) => {
    if (!used.has(place)) return;
    const moved = one.kind === "apply" ? { ...one, args: one.args.map((arg) => places.get(arg)!) } : one;
    places.set(place, body.push(moved) - 1);
  });
  return { ...loop, body, writes: loop.writes.map((w) => ({ ...w, value: places.get(w.value)! })) };
}
