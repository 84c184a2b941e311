import type { Scalars } from "../expr/scalars.ts";
import { sameShape, sizeOf, stridesOf, type Shape } from "../tensor/shape.ts";
import type { Access } from "./program.ts";

/**
 * What a node is while a program is made: elements in memory seen through strides, or an expression that has not been
 * computed yet and will melt into the loop that needs it.
 */
export type Value = View | Uniform | Index | Expression;

/** Elements of a buffer. */
export interface View {
  readonly kind: "view";
  readonly shape: Shape;
  readonly access: Access;
}

/** One number everywhere. */
export interface Uniform {
  readonly kind: "uniform";
  readonly shape: Shape;
  readonly value: number;
}

/** Each element's own index along an axis. */
export interface Index {
  readonly kind: "index";
  readonly shape: Shape;
  readonly axis: number;
}

/** A scalar instruction on values of the same shape. */
export interface Expression {
  readonly kind: "expression";
  readonly shape: Shape;
  readonly name: InstructionName;
  readonly args: readonly Value[];
  /** At least as many steps as it takes to compute it; what is used twice counts twice. */
  readonly steps: number;
}

export type InstructionName = Exclude<keyof Scalars<unknown>, "constant">;

/** Whether whoever needs its elements has work with each of them, again and again: computing it, or looking up its row. */
export function isLazy(x: Value): boolean {
  return x.kind === "expression" || (x.kind === "view" && x.access.gather !== undefined);
}

/** At least as many steps as it takes to compute an element. */
export function stepsOf(x: Value): number {
  return x.kind === "expression" ? x.steps : 0;
}

/** The whole of a dense buffer. */
export function wholeOf(buffer: number, shape: Shape): View {
  return { kind: "view", shape, access: { buffer, start: 0, strides: stridesOf(shape) } };
}

/** Applies a change of addresses to every access of a value; what an expression holds twice stays one. */
function rebase(
  x: Value,
  shape: Shape,
  change: (access: Access) => Access,
  index: (x: Index) => Value,
): Value {
  const done = new Map<Value, Value>();
  const visit = (value: Value): Value => {
    const result = done.get(value) ?? moved(value);
    done.set(value, result);
    return result;
  };
  const moved = (value: Value): Value => {
    switch (value.kind) {
      case "view":
        return { ...value, shape, access: change(value.access) };
      case "uniform":
        return { ...value, shape };
      case "index":
        return index(value);
      case "expression":
        return { ...value, shape, args: value.args.map(visit) };
    }
  };
  return visit(x);
}

/** See `Lowering.spread`. */
export function spread(x: Value, shape: Shape, axes: readonly (readonly number[])[]): Value {
  if (sameShape(x.shape, shape) && axes.every((moved, axis) => moved.length === 1 && moved[0] === axis))
    return x;
  const change = (access: Access): Access => ({
    ...access,
    strides: axes.map((moved) => moved.reduce((sum, axis) => sum + access.strides[axis]!, 0)),
    ...(access.gather && { gather: { ...access.gather, indices: change(access.gather.indices) } }),
  });
  return rebase(x, shape, change, ({ axis }) => {
    const to = axes.findIndex((moved) => moved.includes(axis));
    return to < 0 ? { kind: "uniform", shape, value: 0 } : { kind: "index", shape, axis: to };
  });
}

/** See `Lowering.slice`. */
export function slice(x: Value, start: readonly number[], size: Shape): Value {
  const change = (access: Access): Access => ({
    ...access,
    start: access.strides.reduce((place, stride, axis) => place + stride * start[axis]!, access.start),
    ...(access.gather && { gather: { ...access.gather, indices: change(access.gather.indices) } }),
  });
  return rebase(x, size, change, ({ axis }) => ({
    kind: "expression",
    shape: size,
    name: "add",
    args: [
      { kind: "index", shape: size, axis },
      { kind: "uniform", shape: size, value: start[axis]! },
    ],
    steps: 1,
  }));
}

/** The value under other sizes, or undefined where strides cannot say it and a copy is needed. */
export function reshape(
  x: Value,
  shape: Shape,
  done = new Map<Value, Value | undefined>(),
): Value | undefined {
  if (!done.has(x)) done.set(x, reshaped(x, shape, done));
  return done.get(x);
}

function reshaped(x: Value, shape: Shape, done: Map<Value, Value | undefined>): Value | undefined {
  switch (x.kind) {
    case "uniform":
      return { ...x, shape };
    case "index":
      return undefined;
    case "view": {
      const strides = reshapeStrides(x.shape, x.access.strides, shape);
      if (strides === undefined) return undefined;
      if (x.access.gather === undefined) return { ...x, shape, access: { ...x.access, strides } };
      const indices = reshapeStrides(x.shape, x.access.gather.indices.strides, shape);
      if (indices === undefined) return undefined;
      const gather = { ...x.access.gather, indices: { ...x.access.gather.indices, strides: indices } };
      return { ...x, shape, access: { ...x.access, strides, gather } };
    }
    case "expression": {
      const args = x.args.map((arg) => reshape(arg, shape, done));
      return args.every((arg) => arg !== undefined) ? { ...x, shape, args } : undefined;
    }
  }
}

/** The strides under which the new shape walks the same elements in the same order; undefined where there are none. */
export function reshapeStrides(from: Shape, strides: readonly number[], to: Shape): number[] | undefined {
  if (sizeOf(to) === 0) return stridesOf(to);
  const axes = mergeAxes(from, [strides]);
  const result = new Array<number>(to.length).fill(0);
  let at = axes.shape.length - 1;
  let left = axes.shape[at] ?? 1;
  let stride = axes.strides[0]![at] ?? 0;
  for (let axis = to.length - 1; axis >= 0; axis--) {
    const size = to[axis]!;
    if (size === 1) continue;
    if (left === 1) {
      at--;
      left = axes.shape[at] ?? 1;
      stride = axes.strides[0]![at] ?? 0;
    }
    if (left % size !== 0) return undefined;
    result[axis] = stride;
    stride *= size;
    left /= size;
  }
  return result;
}

/**
 * A loop's axes made as few as possible: axes of size 1 go, and neighbours along which every access walks on evenly become
 * one.
 *
 * @param strides for each access its strides along the axes of `shape`
 */
export function mergeAxes(
  shape: Shape,
  strides: readonly (readonly number[])[],
): { readonly shape: number[]; readonly strides: number[][] } {
  const merged = { shape: [] as number[], strides: strides.map((): number[] => []) };
  shape.forEach((size, axis) => {
    if (size === 1) return;
    const last = merged.shape.length - 1;
    const even = last >= 0 && strides.every((own, i) => merged.strides[i]![last] === own[axis]! * size);
    if (even) {
      merged.shape[last]! *= size;
      strides.forEach((own, i) => (merged.strides[i]![last] = own[axis]!));
    } else {
      merged.shape.push(size);
      strides.forEach((own, i) => merged.strides[i]!.push(own[axis]!));
    }
  });
  return merged;
}
