import { readsOf, writesOf } from "../dependencies.ts";
import type { Buffer, Instruction, Kernel, Loop } from "../program.ts";

/** Leaves out writes that nobody reads, kernels without writes, and instructions without use. */
export function dropUnread(kernels: readonly Kernel[], buffers: readonly Buffer[]): Kernel[] {
  for (let current = kernels; ;) {
    const read = new Set(current.flatMap((kernel) => [...readsOf(kernel)]));
    const needed = (buffer: number): boolean => read.has(buffer) || buffers[buffer]!.life !== "temporary";
    const next = current.flatMap((kernel): Kernel[] => {
      if (kernel.kind === "loop") return withNeededWrites(kernel, needed);
      return [...writesOf(kernel)].some(needed) ? [kernel] : [];
    });
    if (next.length === current.length && next.every((kernel, i) => kernel === current[i])) return next;
    current = next;
  }
}

function withNeededWrites(loop: Loop, needed: (buffer: number) => boolean): Loop[] {
  const writes = loop.writes.filter(({ access }) => needed(access.buffer));
  if (writes.length === loop.writes.length) return [loop];
  return writes.length === 0 ? [] : [withUsedInstructions({ ...loop, writes })];
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
