import { numbers } from "../../expr/numbers.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { hostArray, type HostArray } from "../../tensor/hostArray.ts";
import { sizeOf, stridesOf } from "../../tensor/shape.ts";
import { internal } from "../../util/errors.ts";
import type { Entries } from "./entries.ts";
import { combine, variable, type Reduction, type Subscript, type Term, type Variable } from "./term.ts";

/** Where the numbers of named tensors come from. */
export type ValueOf = (tensor: Tensor) => HostArray;

/** What each running index stands at. */
export type Places = ReadonlyMap<Variable, number>;

/** The number that a term comes to: the formula as it is printed, worked out. */
export function evaluateTerm(term: Term, valueOf: ValueOf, places: Places = new Map()): number {
  const slots = new Map<Variable, number>();
  const run = compile(term, valueOf, slots);
  const state = new Int32Array(slots.size);
  for (const [v, place] of places) {
    const slot = slots.get(v);
    if (slot !== undefined) state[slot] = place;
  }
  return run(state);
}

/** All entries, element by element. */
export function evaluateEntries(entries: Entries, valueOf: ValueOf): HostArray {
  const places = Array.from({ length: sizeOf(entries.shape) }, (_, place) => place);
  return hostArray(evaluateEntriesAt(entries, valueOf, places), entries.shape);
}

/** The entries at some places, counted in row-major order. */
export function evaluateEntriesAt(
  entries: Entries,
  valueOf: ValueOf,
  places: readonly number[],
): Float64Array {
  const over = entries.shape.map((size) => variable(size));
  const slots = new Map<Variable, number>(over.map((v, slot) => [v, slot]));
  const run = compile(entries.at(over), valueOf, slots);
  const state = new Int32Array(slots.size);
  const strides = stridesOf(entries.shape);
  return Float64Array.from(places, (place) => {
    strides.forEach((stride, axis) => {
      state[axis] = Math.floor(place / stride) % entries.shape[axis]!;
    });
    return run(state);
  });
}

type Run = (state: Int32Array) => number;

/** A term as nested functions over the places of its indices, since sums run many times. */
function compile(term: Term, valueOf: ValueOf, slots: Map<Variable, number>): Run {
  const inner = (t: Term): Run => compile(t, valueOf, slots);
  const at = (s: Subscript): Run => compileSubscript(s, valueOf, slots);
  switch (term.kind) {
    case "number": {
      const { value } = term;
      return () => value;
    }
    case "entry": {
      const { data, shape } = valueOf(term.of);
      const [strides, subscripts] = [stridesOf(shape), term.at.map(at)];
      return (state) =>
        data[subscripts.reduce((place, s, axis) => place + s(state) * strides[axis]!, 0)] ?? 0;
    }
    case "reduce":
      return compileReduction(term.by, slotOf(term.over, slots), term.over.size, inner(term.body));
    case "delta": {
      const [a, b] = [at(term.a), at(term.b)];
      return (state) => (a(state) === b(state) ? 1 : 0);
    }
    case "inside": {
      const [own, low, high] = [at(term.at), at(term.low), at(term.high)];
      return (state) => (low(state) <= own(state) && own(state) < high(state) ? 1 : 0);
    }
    case "index":
      return at(term.at);
    case "apply": {
      const instruction = numbers[term.instruction];
      return compileCall(instruction, term.args.map(inner));
    }
    case "call":
      return compileCall((...args) => term.op.value(numbers, ...args), term.args.map(inner));
    case "slope": {
      const slope = (...args: number[]): number => {
        const [partial] = term.op.derivative(numbers, ...args, term.op.value(numbers, ...args));
        if (partial === null || partial === undefined) internal(`${term.op.name} has no slope`);
        return partial;
      };
      return compileCall(slope, term.args.map(inner));
    }
  }
}

function compileCall(f: (...args: number[]) => number, args: readonly Run[]): Run {
  const [a, b] = args;
  if (args.length === 1) return (state) => f(a!(state));
  if (args.length === 2) return (state) => f(a!(state), b!(state));
  return (state) => f(...args.map((arg) => arg(state)));
}

function compileReduction(by: Reduction, slot: number, size: number, body: Run): Run {
  const [start, join] = REDUCTIONS[by];
  return (state) => {
    let result = start;
    for (let place = 0; place < size; place++) {
      state[slot] = place;
      result = join(result, body(state));
    }
    return result;
  };
}

const REDUCTIONS: Record<Reduction, readonly [number, (a: number, b: number) => number]> = {
  sum: [0, (a, b) => a + b],
  product: [1, (a, b) => a * b],
  max: [-Infinity, (a, b) => Math.max(a, b)],
  min: [Infinity, (a, b) => Math.min(a, b)],
};

function compileSubscript(subscript: Subscript, valueOf: ValueOf, slots: Map<Variable, number>): Run {
  if (typeof subscript === "number") return () => subscript;
  switch (subscript.kind) {
    case "variable": {
      const slot = slotOf(subscript, slots);
      return (state) => state[slot]!;
    }
    case "computed": {
      const [of, { by, and }] = [compileSubscript(subscript.of, valueOf, slots), subscript];
      return (state) => combine(by, of(state), and);
    }
    case "looked":
      return compile(subscript.up, valueOf, slots);
  }
}

function slotOf(variable: Variable, slots: Map<Variable, number>): number {
  const slot = slots.get(variable) ?? slots.size;
  slots.set(variable, slot);
  return slot;
}
