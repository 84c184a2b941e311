import { sameShape, sizeOf } from "../../tensor/shape.ts";
import { conflict, readsOf, writesOf } from "../dependencies.ts";
import type { Access, Instruction, Kernel, Loop } from "../program.ts";

/**
 * Joins loops over the same indices, so that elements are read once and pass from step to step in registers: the update of
 * Adam becomes one pass over m, v and θ.
 */
export function mergeLoops(kernels: readonly Kernel[]): Kernel[] {
  const result: Kernel[] = [];
  for (const kernel of kernels) {
    const partner = kernel.kind === "loop" ? findPartner(result, kernel) : undefined;
    if (partner === undefined) {
      result.push(kernel);
      continue;
    }
    const { at, up } = partner;
    const merged = joined(result[at] as Loop, kernel as Loop);
    // Either the later loop moves up to the earlier one, or the earlier one down to the later.
    if (up) {
      result[at] = merged;
    } else {
      result.splice(at, 1);
      result.push(merged);
    }
  }
  return result;
}

function findPartner(before: readonly Kernel[], loop: Loop): { at: number; up: boolean } | undefined {
  for (let at = before.length - 1; at >= 0; at--) {
    const earlier = before[at]!;
    if (earlier.kind !== "loop" || !canJoin(earlier, loop)) continue;
    const between = before.slice(at + 1);
    if (!between.some((kernel) => conflict(kernel, loop))) return { at, up: true };
    if (!between.some((kernel) => conflict(earlier, kernel))) return { at, up: false };
  }
  return undefined;
}

/** Whether two loops walk the same indices, and the second meets the first's elements only at its own index. */
function canJoin(first: Loop, second: Loop): boolean {
  if (!sameShape(first.shape, second.shape)) return false;
  if ([...first.writes, ...second.writes].some(({ reduce }) => reduce !== undefined)) return false;
  if (!worthJoining(first, second)) return false;
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

/** Loops gain by joining where they meet in some buffer; single numbers always do, since a kernel costs more than they do. */
function worthJoining(first: Loop, second: Loop): boolean {
  const touched = new Set([...readsOf(first), ...writesOf(first)]);
  return sizeOf(first.shape) === 1 || [...readsOf(second)].some((buffer) => touched.has(buffer));
}

function samePlace(a: Access, b: Access): boolean {
  const plain = a.gather === undefined && b.gather === undefined;
  return plain && a.buffer === b.buffer && a.start === b.start && sameShape(a.strides, b.strides);
}

function joined(first: Loop, second: Loop): Loop {
  const body: Instruction[] = [...first.body];
  const known = new Map(body.map((one, i) => [JSON.stringify(one), i]));
  const places: number[] = [];
  for (const one of second.body) {
    const written =
      one.kind === "load" ? first.writes.find(({ access }) => samePlace(access, one.access)) : undefined;
    const moved: Instruction =
      one.kind === "apply" ? { ...one, args: one.args.map((arg) => places[arg]!) } : one;
    const key = JSON.stringify(moved);
    const place = written?.value ?? known.get(key) ?? body.push(moved) - 1;
    known.set(key, place);
    places.push(place);
  }
  const writes = second.writes.map((write) => ({ ...write, value: places[write.value]! }));
  return { kind: "loop", shape: first.shape, body, writes: [...first.writes, ...writes] };
}
