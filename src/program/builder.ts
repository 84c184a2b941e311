import type { Lowering, ReduceKind } from "../graph/lowering.ts";
import type { Scalars } from "../expr/scalars.ts";
import { sizeOf, stridesOf, type Shape } from "../tensor/shape.ts";
import { internal } from "../util/errors.ts";
import { asGemm } from "./contraction.ts";
import { expressions } from "./expressions.ts";
import { loopOf } from "./loop.ts";
import type { Access, Buffer, Gemm, Kernel } from "./program.ts";
import { isLazy, reshape, slice, spread, wholeOf, type Value, type View } from "./values.ts";

/** What a reduction of no elements gives. */
const NEUTRAL: Readonly<Record<ReduceKind, number>> = { sum: 0, product: 1, max: -Infinity, min: Infinity };

/**
 * Collects the kernels of a program while the ops of a graph are lowered one after the other.
 *
 * It is the reading of `Lowering` that makes programs: views and elementwise steps stay values without a kernel until
 * something needs their elements in memory.
 */
export class ProgramBuilder implements Lowering<Value> {
  readonly buffers: Buffer[] = [];
  readonly kernels: Kernel[] = [];

  newBuffer(name: string, size: number, options: Partial<Omit<Buffer, "id" | "name" | "size">> = {}): number {
    const id = this.buffers.length;
    this.buffers.push({ id, name, size, storage: "real", life: "temporary", ...options });
    return id;
  }

  /** The value's elements in memory, dense and in order. */
  materialize(x: Value, name: string): View {
    return x.kind === "view" && isDense(x) ? x : this.copy(x, name);
  }

  /** The value's elements in a new buffer. */
  copy(x: Value, name: string): View {
    const view = wholeOf(this.newBuffer(name, sizeOf(x.shape)), x.shape);
    this.kernels.push(loopOf(x, view.access));
    return view;
  }

  /** The value as a view of elements in memory, dense or not. */
  inMemory(x: Value, name: string): View {
    return x.kind === "view" && x.access.gather === undefined ? x : this.materialize(x, name);
  }

  shapeOf = (x: Value): Shape => x.shape;

  spread = (x: Value, shape: Shape, axes: readonly (readonly number[])[]): Value => {
    // Stretching an expression would compute it again for every copy; it is computed once and its result stretched.
    const stretches = sizeOf(shape) > sizeOf(x.shape);
    return spread(stretches && isLazy(x) ? this.materialize(x, "stretched") : x, shape, axes);
  };

  reshape = (x: Value, shape: Shape): Value =>
    reshape(x, shape) ??
    reshape(this.materialize(x, "reshaped"), shape) ??
    internal("a dense view takes any shape");

  slice = (x: Value, start: readonly number[], size: readonly number[]): Value => slice(x, start, size);

  map = (f: <V>(s: Scalars<V>, ...args: V[]) => V, operands: readonly Value[]): Value =>
    f(expressions(operands[0]!.shape), ...operands);

  constant = (value: number, shape: Shape): Value => ({ kind: "uniform", shape, value });

  index = (shape: Shape, axis: number): Value => ({ kind: "index", shape, axis });

  reduce = (kind: ReduceKind, x: Value, axes: readonly number[]): Value => {
    const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const shape = kept.map((axis) => x.shape[axis]!);
    if (axes.every((axis) => x.shape[axis] === 1))
      return spread(
        x,
        shape,
        kept.map((axis) => [axis]),
      );
    if (sizeOf(x.shape) === 0) return this.constant(NEUTRAL[kind], shape);
    const whole = wholeOf(this.newBuffer(kind, sizeOf(shape)), shape);
    const gemm = kind === "sum" ? this.#product(x, axes, whole.access) : undefined;
    if (gemm !== undefined) {
      this.kernels.push(gemm);
      return whole;
    }
    const strides = x.shape.map((_, axis) => {
      const at = kept.indexOf(axis);
      return at < 0 ? 0 : whole.access.strides[at]!;
    });
    this.kernels.push(loopOf(x, { ...whole.access, strides }, kind));
    return whole;
  };

  scan = (x: Value, axis: number, reverse: boolean): Value => {
    if (sizeOf(x.shape) === 0) return this.constant(0, x.shape);
    const from = this.#inReals(this.materialize(x, "terms"));
    const whole = wholeOf(this.newBuffer("running", sizeOf(x.shape)), x.shape);
    const outer = sizeOf(x.shape.slice(0, axis));
    const [length, inner] = [x.shape[axis]!, sizeOf(x.shape.slice(axis + 1))];
    this.kernels.push({
      kind: "scan",
      from: from.access,
      to: whole.access.buffer,
      outer,
      length,
      inner,
      reverse,
    });
    return whole;
  };

  gather = (x: Value, indices: Value): Value => {
    const rows = this.inMemory(x, "rows");
    const at = this.inMemory(indices, "indices");
    const row = x.shape.slice(1);
    const access: Access = {
      buffer: rows.access.buffer,
      start: rows.access.start,
      strides: [...indices.shape.map(() => 0), ...rows.access.strides.slice(1)],
      gather: {
        indices: { ...at.access, strides: [...at.access.strides, ...row.map(() => 0)] },
        stride: rows.access.strides[0]!,
        rows: x.shape[0]!,
      },
    };
    return { kind: "view", shape: [...indices.shape, ...row], access };
  };

  scatterAdd = (x: Value, indices: Value, rows: number): Value => {
    const row = x.shape.slice(indices.shape.length);
    const shape = [rows, ...row];
    if (sizeOf(x.shape) === 0) return this.constant(0, shape);
    const from = this.#inReals(this.materialize(x, "rows"));
    const at = this.materialize(indices, "indices");
    const whole = wholeOf(this.newBuffer("scattered", sizeOf(shape)), shape);
    this.kernels.push({
      kind: "scatter",
      from: from.access,
      indices: at.access,
      to: whole.access.buffer,
      count: sizeOf(indices.shape),
      width: sizeOf(row),
      rows,
    });
    return whole;
  };

  assemble = (
    shape: Shape,
    parts: readonly { readonly x: Value; readonly start: readonly number[] }[],
  ): Value => {
    const whole = wholeOf(this.newBuffer("assembled", sizeOf(shape)), shape);
    const covered = parts.reduce((sum, { x }) => sum + sizeOf(x.shape), 0);
    if (covered < sizeOf(shape)) this.kernels.push(loopOf(this.constant(0, shape), whole.access));
    for (const { x, start } of parts) {
      const box = slice(whole, start, x.shape) as View;
      this.kernels.push(loopOf(x, box.access));
    }
    return whole;
  };

  #product(x: Value, axes: readonly number[], to: Access): Gemm | undefined {
    const found = asGemm(x, axes, to);
    if (found === undefined || x.kind !== "expression") return undefined;
    return asGemm({ ...x, args: x.args.map((factor) => this.#inReals(factor as View)) }, axes, to);
  }

  /** The view with its elements kept as real numbers: only loops and row numbers read anything else. */
  #inReals(x: View): View {
    if (this.buffers[x.access.buffer]!.storage === "real") return x;
    // What is stretched is copied once.
    const moving = x.shape.flatMap((size, axis) =>
      size === 1 || x.access.strides[axis] === 0 ? [] : [axis],
    );
    const shape = moving.map((axis) => x.shape[axis]!);
    const strides = moving.map((axis) => x.access.strides[axis]!);
    const copy = this.copy({ kind: "view", shape, access: { ...x.access, strides } }, "real");
    const axes = x.shape.map((_, axis) => (moving.includes(axis) ? [moving.indexOf(axis)] : []));
    return spread(copy, x.shape, axes) as View;
  }
}

/** Whether a view is a whole buffer part in row-major order, from which nothing is skipped. */
export function isDense({ shape, access }: View): boolean {
  const dense = stridesOf(shape);
  return (
    access.gather === undefined &&
    shape.every((size, axis) => size === 1 || access.strides[axis] === dense[axis])
  );
}
