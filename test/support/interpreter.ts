import type { Backend, Compiled, Computation } from "../../src/backend/backend.ts";
import { numbers } from "../../src/expr/numbers.ts";
import type { ReduceKind } from "../../src/graph/lowering.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { readsOf, writesOf } from "../../src/program/dependencies.ts";
import { improve } from "../../src/program/improve.ts";
import { lower, type Lowered } from "../../src/program/lower.ts";
import { sumIntoZeros } from "../../src/program/passes/sumIntoZeros.ts";
import { updateInPlace } from "../../src/program/passes/updateInPlace.ts";
import { plan } from "../../src/program/plan.ts";
import type {
  Access,
  Gemm,
  Kernel,
  Loop,
  Matrix,
  Program,
  Scan,
  Scatter,
} from "../../src/program/program.ts";
import {
  hostArray,
  toHostArray,
  type ArrayLike,
  type Elements,
  type HostArray,
} from "../../src/tensor/hostArray.ts";

type Index = readonly number[];

/** Programs run by the plainest code, in float64: every kernel as its definition reads. */
export const interpreter: Backend = {
  name: "interpreter",
  compile: (task) => interpret(improve(lowered(task))),
};

/** The same with products that add to zeros wherever they can. */
export const interpreterWithZeros: Backend = {
  name: "interpreter with sums into zeros",
  compile: (task) => interpret(sumIntoZeros(improve(lowered(task)), () => true)),
};

/** The same for a graph that was lowered and not improved. */
export const plainInterpreter: Backend = {
  name: "interpreter without passes",
  compile: (task) => interpret(withCopies(lowered(task))),
};

export function interpret(program: Program): InterpretedProgram {
  return new InterpretedProgram(program);
}

/** The lowered program with its updates as copies at the end. */
export function withCopies({ program, updates }: Lowered): Program {
  // Where everything counts as read from outside, nothing may be written over.
  const buffers = program.buffers.map((buffer) => ({ ...buffer, life: "kept" as const }));
  return { ...program, kernels: updateInPlace(program.kernels, buffers, updates) };
}

function lowered({ outputs, updates = [], storage = new Map() }: Computation): Lowered {
  return lower({ outputs, updates, storage });
}

/**
 * A program with memory of its own.
 *
 * It is built to show mistakes: what a kernel has not written is NaN, memory is NaN again after its last use, elements outside
 * a buffer do not exist, and every other run walks all loops backwards.
 */
export class InterpretedProgram implements Compiled {
  readonly program: Program;
  readonly #elements: readonly (Elements | undefined)[];
  readonly #firstUses: readonly (readonly number[])[];
  readonly #lastUses: readonly (readonly number[])[];
  #backwards = true;

  constructor(program: Program) {
    this.program = program;
    const { offsets, bytes } = plan(program, 8);
    const arena = new ArrayBuffer(bytes);
    this.#elements = program.buffers.map(({ id, size, storage }) => {
      const offset = offsets[id];
      if (offset === undefined) return undefined;
      const kinds = { real: Float64Array, i32: Int32Array, u8: Uint8Array } as const;
      return new kinds[storage](arena, offset, size);
    });
    for (const { id, initial, life } of program.buffers) {
      if (initial !== undefined) this.#elements[id]?.set(initial);
      else this.#elements[id]?.fill(life === "zeros" ? 0 : Number.NaN);
    }
    const touched = program.kernels.map((kernel) => [...readsOf(kernel), ...writesOf(kernel)]);
    const temporary = program.buffers.filter(({ life }) => life === "temporary").map(({ id }) => id);
    const first = temporary.map((id) => touched.findIndex((ids) => ids.includes(id)));
    const last = temporary.map((id) => touched.findLastIndex((ids) => ids.includes(id)));
    this.#firstUses = touched.map((_, at) => temporary.filter((_id, i) => first[i] === at));
    this.#lastUses = touched.map((_, at) => temporary.filter((_id, i) => last[i] === at));
  }

  write(leaf: Tensor, value: ArrayLike): void {
    this.#place(leaf).set(toHostArray(value).data);
  }

  buffer(leaf: Tensor): Elements {
    return this.#place(leaf);
  }

  run(): void {
    this.#backwards = !this.#backwards;
    this.program.kernels.forEach((kernel, at) => {
      for (const id of this.#firstUses[at]!) this.#of(id).fill(Number.NaN);
      this.#runKernel(kernel);
      for (const id of this.#lastUses[at]!) this.#of(id).fill(Number.NaN);
      for (const { id, life, name } of this.program.buffers) {
        if (life === "zeros" && this.#of(id).some((element) => element !== 0)) {
          throw new Error(`kernel ${at} left something in ${name}`);
        }
      }
    });
  }

  view(tensor: Tensor): Elements {
    return this.#place(tensor);
  }

  read(tensor: Tensor): HostArray {
    return hostArray(Float64Array.from(this.#place(tensor)), tensor.shape);
  }

  dispose(): void {
    // Nothing is held outside.
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #place(tensor: Tensor): Elements {
    const id = this.program.places.get(tensor);
    if (id === undefined) throw new Error(`${String(tensor)} has no place in the program`);
    return this.#of(id);
  }

  #of(id: number): Elements {
    const elements = this.#elements[id];
    if (elements === undefined) throw new Error(`buffer ${id} has no memory`);
    return elements;
  }

  #runKernel(kernel: Kernel): void {
    switch (kernel.kind) {
      case "loop":
        this.#loop(kernel, this.#indices(kernel.shape));
        return;
      case "gemm":
        this.#gemm(kernel);
        return;
      case "scatter":
        this.#scatter(kernel);
        return;
      case "scan":
        this.#scan(kernel);
    }
  }

  #loop(loop: Loop, indices: Iterable<Index>): void {
    for (const write of loop.writes) {
      if (write.reduce === undefined) continue;
      const kept = loop.shape.map((size, axis) => (write.access.strides[axis] === 0 ? 1 : size));
      for (const index of this.#indices(kept)) this.#put(write.access, index, NEUTRAL[write.reduce]);
    }
    for (const index of indices) {
      const results: number[] = [];
      for (const one of loop.body) results.push(this.#step(one, results, index));
      for (const { access, value, reduce } of loop.writes) {
        const own = results[value]!;
        this.#put(access, index, reduce === undefined ? own : JOIN[reduce](this.#get(access, index), own));
      }
    }
  }

  #step(one: Loop["body"][number], results: readonly number[], index: Index): number {
    switch (one.kind) {
      case "load":
        return this.#get(one.access, index);
      case "constant":
        return one.value;
      case "index":
        return index[one.axis]!;
      case "apply": {
        const apply: (...args: number[]) => number = numbers[one.name];
        return apply(...one.args.map((arg) => results[arg]!));
      }
    }
  }

  /** C row by row, and what follows on each row at once. */
  #gemm({ m, n, k, batch, a, b, c, alpha, beta, epilogue }: Gemm): void {
    this.#requireReal(a.buffer, b.buffer, c.buffer);
    for (const item of this.#indices(batch)) {
      for (const [i] of this.#indices([m])) {
        for (const [j] of this.#indices([n])) {
          let sum = 0;
          for (let p = 0; p < k; p++) sum += this.#entry(a, item, i!, p) * this.#entry(b, item, p, j!);
          const before = beta === 0 ? 0 : this.#entry(c, item, i!, j!);
          this.#set(c.buffer, matrixPlace(c, item, i!, j!), before + alpha * sum);
        }
        if (epilogue !== undefined) this.#loop(epilogue, this.#indices([n], [i!]));
      }
    }
  }

  /** Products and sums read real numbers; what is kept otherwise, only loops can read. */
  #requireReal(...ids: readonly number[]): void {
    const other = ids.find((id) => this.program.buffers[id]!.storage !== "real");
    if (other !== undefined) throw new Error(`buffer ${other} does not hold real numbers`);
  }

  #scatter({ from, indices, to, count, width, rows }: Scatter): void {
    this.#requireReal(from.buffer, to);
    this.#of(to).fill(0);
    for (let i = 0; i < count; i++) {
      const row = this.#element(indices.buffer, indices.start + i);
      if (!(row >= 0 && row < rows)) throw new Error(`scatter to row ${row} of ${rows}`);
      for (let j = 0; j < width; j++) {
        const sum =
          this.#element(to, row * width + j) + this.#element(from.buffer, from.start + i * width + j);
        this.#set(to, row * width + j, sum);
      }
    }
  }

  #scan({ from, to, outer, length, inner, reverse }: Scan): void {
    this.#requireReal(from.buffer, to);
    for (let i = 0; i < outer; i++) {
      for (let j = 0; j < inner; j++) {
        let sum = 0;
        for (let step = 0; step < length; step++) {
          const at = (i * length + (reverse ? length - 1 - step : step)) * inner + j;
          sum += this.#element(from.buffer, from.start + at);
          this.#set(to, at, sum);
        }
      }
    }
  }

  #entry(x: Matrix, item: Index, i: number, j: number): number {
    return this.#element(x.buffer, matrixPlace(x, item, i, j));
  }

  #get(access: Access, index: Index): number {
    return this.#element(access.buffer, this.#placeOf(access, index));
  }

  #put(access: Access, index: Index, value: number): void {
    this.#set(access.buffer, this.#placeOf(access, index), value);
  }

  #placeOf({ start, strides, gather }: Access, index: Index): number {
    if (strides.length !== index.length)
      throw new Error(`${strides.length} strides for ${index.length} axes`);
    const place = strides.reduce((sum, stride, axis) => sum + stride * index[axis]!, start);
    if (gather === undefined) return place;
    const row = this.#get(gather.indices, index);
    if (!(row >= 0 && row < gather.rows)) throw new Error(`gather from row ${row} of ${gather.rows}`);
    return place + row * gather.stride;
  }

  #element(buffer: number, place: number): number {
    const value = this.#of(buffer)[place];
    if (value === undefined) throw new Error(`buffer ${buffer} has no element ${place} to read`);
    return value;
  }

  #set(buffer: number, place: number, value: number): void {
    const elements = this.#of(buffer);
    if (!(place >= 0 && place < elements.length))
      throw new Error(`buffer ${buffer} has no element ${place} to write`);
    elements[place] = value;
  }

  /** Every index of a shape, after a fixed beginning; backwards in every other run. */
  *#indices(shape: Index, before: Index = []): Generator<Index> {
    const [size, ...rest] = shape;
    if (size === undefined) {
      yield before;
      return;
    }
    for (let i = 0; i < size; i++) {
      yield* this.#indices(rest, [...before, this.#backwards ? size - 1 - i : i]);
    }
  }
}

const NEUTRAL: Readonly<Record<ReduceKind, number>> = { sum: 0, product: 1, max: -Infinity, min: Infinity };

const JOIN: Readonly<Record<ReduceKind, (a: number, b: number) => number>> = {
  sum: numbers.add,
  product: numbers.multiply,
  max: numbers.maximum,
  min: numbers.minimum,
} as const;

function matrixPlace({ start, row, column, batch }: Matrix, item: Index, i: number, j: number): number {
  return batch.reduce((sum, stride, axis) => sum + stride * item[axis]!, start) + i * row + j * column;
}
