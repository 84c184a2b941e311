import { sameShape, sizeOf } from "../../tensor/shape.ts";
import { readsOf, writesOf } from "../dependencies.ts";
import { accessKey, instructionKey } from "../keys.ts";
import { accessesOf } from "../loop.ts";
import type { Access, Instruction, Kernel, Loop } from "../program.ts";

/** Loops stop growing here: more steps would not fit a processor's registers, and more arrays not its prefetchers. */
const MOST_STEPS = 256;

/**
 * Joins loops over the same indices, so that elements are read once and pass from step to step in registers: the update of
 * Adam becomes one pass over m, v and θ.
 */
export function mergeLoops(kernels: readonly Kernel[]): Kernel[] {
  const merger = new Merger();
  for (const kernel of kernels) merger.add(kernel);
  return merger.kernels();
}

/**
 * The kernels so far by their places, and for each buffer where it was last touched: whether a kernel may move is then
 * known without a look at all kernels between.
 */
class Merger {
  readonly #kernels = new Map<number, Kernel>();
  readonly #lastRead = new Map<number, number>();
  readonly #lastWrite = new Map<number, number>();
  /** The places of loops by what may bring a later loop to them. */
  readonly #loops = new Map<string, Set<number>>();
  #end = 0;

  add(kernel: Kernel): void {
    const partner = kernel.kind === "loop" ? this.#findPartner(kernel) : undefined;
    if (partner === undefined) {
      this.#put(this.#end++, kernel);
      return;
    }
    const { at, up } = partner;
    const earlier = this.#kernels.get(at) as Loop;
    const merged = joined(earlier, kernel as Loop);
    // Either the later loop moves up to the earlier one, or the earlier one down to the later.
    if (!up) this.#remove(at, earlier);
    this.#put(up ? at : this.#end++, merged);
  }

  kernels(): Kernel[] {
    return [...this.#kernels].sort(([a], [b]) => a - b).map(([, kernel]) => kernel);
  }

  #findPartner(loop: Loop): { at: number; up: boolean } | undefined {
    const found = new Set(meetingsOf(loop).flatMap((key) => [...(this.#loops.get(key) ?? [])]));
    const last = this.#lastConflict(loop);
    for (const at of [...found].sort((a, b) => b - a)) {
      const earlier = this.#kernels.get(at) as Loop;
      const up = last <= at;
      if ((up || this.#lastConflict(earlier) <= at) && canJoin(earlier, loop)) return { at, up };
    }
    return undefined;
  }

  /** The last place that holds a kernel with which this one may not change places. */
  #lastConflict(kernel: Kernel): number {
    const read = [...readsOf(kernel)].map((buffer) => this.#lastWrite.get(buffer) ?? -1);
    const written = [...writesOf(kernel)].flatMap((buffer) => [
      this.#lastWrite.get(buffer) ?? -1,
      this.#lastRead.get(buffer) ?? -1,
    ]);
    return Math.max(-1, ...read, ...written);
  }

  #put(at: number, kernel: Kernel): void {
    this.#kernels.set(at, kernel);
    for (const buffer of readsOf(kernel)) raise(this.#lastRead, buffer, at);
    for (const buffer of writesOf(kernel)) raise(this.#lastWrite, buffer, at);
    if (kernel.kind !== "loop") return;
    for (const key of meetingsOf(kernel)) this.#loops.set(key, (this.#loops.get(key) ?? new Set()).add(at));
  }

  #remove(at: number, loop: Loop): void {
    this.#kernels.delete(at);
    for (const key of meetingsOf(loop)) this.#loops.get(key)?.delete(at);
  }
}

function raise(places: Map<number, number>, buffer: number, at: number): void {
  places.set(buffer, Math.max(places.get(buffer) ?? -1, at));
}

/**
 * Loops gain by joining where both walk through some buffer; single numbers always do, since a kernel costs more than they
 * do.
 */
function meetingsOf(loop: Loop): string[] {
  const shape = loop.shape.join();
  if (sizeOf(loop.shape) === 1) return [shape];
  const walked = accessesOf(loop).filter(({ strides }) => strides.some((stride) => stride !== 0));
  return [...new Set(walked.map(({ buffer }) => `${shape} ${buffer}`))];
}

/** Whether two loops walk the same indices, and the second meets the first's elements only at its own index. */
function canJoin(first: Loop, second: Loop): boolean {
  if (first.body.length + second.body.length > MOST_STEPS) return false;
  if ([...first.writes, ...second.writes].some(({ reduce }) => reduce !== undefined)) return false;
  const written = new Map(first.writes.map(({ access }) => [access.buffer, access]));
  const meets = second.body.flatMap((one) => (one.kind === "load" ? [one.access] : []));
  const indices = meets.flatMap(({ gather }) => (gather === undefined ? [] : [gather.indices]));
  if (indices.some(({ buffer }) => written.has(buffer))) return false;
  const fits = (access: Access): boolean => {
    const own = written.get(access.buffer);
    return own === undefined || samePlace(own, access);
  };
  if (!meets.every(fits)) return false;
  // What the second writes, the first must not read elsewhere or write.
  const writes = writesOf(second);
  return ![...readsOf(first), ...writesOf(first)].some((buffer) => writes.has(buffer));
}

function samePlace(a: Access, b: Access): boolean {
  const plain = a.gather === undefined && b.gather === undefined;
  return plain && a.buffer === b.buffer && a.start === b.start && sameShape(a.strides, b.strides);
}

function joined(first: Loop, second: Loop): Loop {
  const body: Instruction[] = [...first.body];
  const known = new Map(body.map((one, i) => [instructionKey(one), i]));
  // What the first writes, the second need not load.
  for (const { access, value } of first.writes) known.set(accessKey(access), value);
  const places: number[] = [];
  for (const one of second.body) {
    const moved: Instruction =
      one.kind === "apply" ? { ...one, args: one.args.map((arg) => places[arg]!) } : one;
    const key = instructionKey(moved);
    const place = known.get(key) ?? body.push(moved) - 1;
    known.set(key, place);
    places.push(place);
  }
  const writes = second.writes.map((write) => ({ ...write, value: places[write.value]! }));
  return { kind: "loop", shape: first.shape, body, writes: [...first.writes, ...writes] };
}
