import type { ReduceKind } from "../graph/lowering.ts";
import { instructionKey } from "./keys.ts";
import type { Access, Instruction, Loop } from "./program.ts";
import { mergeAxes, type Value } from "./values.ts";

/** The loop that computes a value and writes it where `to` says; with `reduce`, axes of stride 0 are joined. */
export function loopOf(x: Value, to: Access, reduce?: ReduceKind): Loop {
  const body: Instruction[] = [];
  const known = new Map<string, number>();
  const emit = (instruction: Instruction): number => {
    // The same instruction twice is computed once.
    const key = instructionKey(instruction);
    const place = known.get(key) ?? body.push(instruction) - 1;
    known.set(key, place);
    return place;
  };
  const visited = new Map<Value, number>();
  const visit = (value: Value): number => {
    const place = visited.get(value) ?? emit(instructionOf(value, visit));
    visited.set(value, place);
    return place;
  };
  const value = visit(x);
  const write = { access: to, value, ...(reduce !== undefined && { reduce }) };
  return { kind: "loop", shape: x.shape, body, writes: [write] };
}

function instructionOf(value: Value, visit: (value: Value) => number): Instruction {
  switch (value.kind) {
    case "view":
      return { kind: "load", access: value.access };
    case "uniform":
      return { kind: "constant", value: value.value };
    case "index":
      return { kind: "index", axis: value.axis };
    case "expression":
      return { kind: "apply", name: value.name, args: value.args.map(visit) };
  }
}

/** The same loop over as few axes as possible. */
export function withMergedAxes(loop: Loop): Loop {
  // An index along an axis would lose its meaning with the axis.
  if (loop.body.some(({ kind }) => kind === "index")) return loop;
  const accesses = accessesOf(loop);
  const { shape, strides } = mergeAxes(
    loop.shape,
    accesses.map((access) => access.strides),
  );
  const merged = new Map(accesses.map((access, i) => [access, strides[i]!]));
  const change = (access: Access): Access => ({
    ...access,
    strides: merged.get(access)!,
    ...(access.gather && { gather: { ...access.gather, indices: change(access.gather.indices) } }),
  });
  return {
    ...loop,
    shape,
    body: loop.body.map((one) => (one.kind === "load" ? { ...one, access: change(one.access) } : one)),
    writes: loop.writes.map((write) => ({ ...write, access: change(write.access) })),
  };
}

/** Every access of a loop: what it reads, the indices it reads them by, and what it writes. */
export function accessesOf({ body, writes }: Loop): Access[] {
  const reads = body.flatMap((one) => (one.kind === "load" ? [one.access] : []));
  const indices = reads.flatMap(({ gather }) => (gather === undefined ? [] : [gather.indices]));
  return [...reads, ...indices, ...writes.map(({ access }) => access)];
}
