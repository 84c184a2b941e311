import { INSTRUCTIONS, type Scalars } from "../../expr/scalars.ts";
import type { Lowering, ReduceKind } from "../../graph/lowering.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { broadcastShapes, sizeOf, stridesOf, type Shape } from "../../tensor/shape.ts";
import { number, terms } from "./arithmetic.ts";
import { delta, reduced } from "./contraction.ts";
import { computed, variable, type Subscript, type Term } from "./term.ts";

/** A tensor in index notation: for any subscripts, the entry that stands there. */
export interface Entries {
  readonly shape: Shape;
  readonly at: (subscripts: readonly Subscript[]) => Term;
}

/** The entries of a tensor that is known by name. */
export function entriesOf(tensor: Tensor): Entries {
  return { shape: tensor.shape, at: (at) => ({ kind: "entry", of: tensor, at }) };
}

/** 1 at one place, 0 elsewhere: what turns a reverse rule into the derivative of a single entry. */
export function unitEntries(shape: Shape, place: readonly Subscript[]): Entries {
  return {
    shape,
    at: (at) =>
      at.reduce<Term>((product, s, axis) => terms.multiply(product, delta(place[axis]!, s)), number(1)),
  };
}

/** Scalar instructions on entries of any shapes, stretched against each other. */
export const entrywise: Scalars<Entries> = {
  ...instructions(),
  constant: (value) => ({ shape: [], at: () => number(value) }),
};

/** f applied to the entries of operands that stretch against each other. */
export function mapped(f: (...args: Term[]) => Term, operands: readonly Entries[]): Entries {
  const shape = operands.map((x) => x.shape).reduce((a, b) => broadcastShapes("explain", a, b));
  return { shape, at: (at) => f(...operands.map((x) => x.at(stretched(x.shape, at)))) };
}

/** The subscripts of an operand that stretches to a larger shape. */
function stretched(shape: Shape, at: readonly Subscript[]): Subscript[] {
  const own = at.slice(at.length - shape.length);
  return own.map((s, axis) => (shape[axis] === 1 ? 0 : s));
}

/**
 * How structural ops look in index notation: their own `lower`, read with entries instead of loops.
 *
 * No op has a second description for it: what the compiler turns into loops is here turned into sums.
 */
export const notation: Lowering<Entries> = {
  shapeOf: (x) => x.shape,
  spread: (x, shape, axes) => ({
    shape,
    at: (at) =>
      x.at(
        x.shape.map((size, axis) => {
          const along = axes.findIndex((own) => own.includes(axis));
          return along < 0 || size === 1 ? 0 : at[along]!;
        }),
      ),
  }),
  reshape: (x, shape) => ({ shape, at: (at) => x.at(regrouped(shape, x.shape, at)) }),
  slice: (x, start, size) => ({
    shape: size,
    at: (at) => x.at(at.map((s, axis) => computed("add", s, start[axis]!))),
  }),
  map: (f, operands) => ({
    shape: operands[0]!.shape,
    at: (at) => f(terms, ...operands.map((x) => x.at(at))),
  }),
  constant: (value, shape) => ({ shape, at: () => number(value) }),
  index: (shape, axis) => ({ shape, at: (at) => indexAt(at[axis]!) }),
  reduce: (kind, x, axes) => ({
    shape: x.shape.filter((_, axis) => !axes.includes(axis)),
    at: (at) => reduceOver(kind, x, axes, at),
  }),
  scan: (x, axis, reverse) => ({
    shape: x.shape,
    at: (at) => {
      const over = variable(x.shape[axis]!);
      const here = at[axis]!;
      const end: Subscript = computed("add", here, 1);
      const counts: Term = reverse
        ? { kind: "inside", at: over, low: here, high: x.shape[axis]! }
        : { kind: "inside", at: over, low: 0, high: end };
      return reduced("sum", over, terms.multiply(counts, x.at(at.with(axis, over))));
    },
  }),
  gather: (x, indices) => ({
    shape: [...indices.shape, ...x.shape.slice(1)],
    at: (at) => {
      const row: Subscript = { kind: "looked", up: indices.at(at.slice(0, indices.shape.length)) };
      return x.at([row, ...at.slice(indices.shape.length)]);
    },
  }),
  scatterAdd: (x, indices, rows) => ({
    shape: [rows, ...x.shape.slice(indices.shape.length)],
    at: ([row, ...rest]) => {
      const over = indices.shape.map((size) => variable(size));
      const looked: Subscript = { kind: "looked", up: indices.at(over) };
      const body = terms.multiply(delta(looked, row!), x.at([...over, ...rest]));
      return over.reduceRight<Term>((sum, v) => reduced("sum", v, sum), body);
    },
  }),
  assemble: (shape, parts) => ({
    shape,
    at: (at) =>
      parts.reduce<Term>((sum, { x, start }) => {
        const shifted = at.map((s, axis) => computed("add", s, -start[axis]!));
        const conditions = at.map((s, axis) =>
          within(s, start[axis]!, start[axis]! + x.shape[axis]!, shape[axis]!),
        );
        return terms.add(
          sum,
          conditions.reduce((product, condition) => terms.multiply(condition, product), x.at(shifted)),
        );
      }, number(0)),
  }),
};

function reduceOver(kind: ReduceKind, x: Entries, axes: readonly number[], at: readonly Subscript[]): Term {
  const rest = [...at];
  const over = new Map(axes.map((axis) => [axis, variable(x.shape[axis]!)]));
  const whole = x.shape.map((_, axis) => over.get(axis) ?? rest.shift()!);
  return [...over.values()].reduceRight<Term>((body, v) => reduced(kind, v, body), x.at(whole));
}

function indexAt(at: Subscript): Term {
  return typeof at === "number" ? number(at) : { kind: "index", at };
}

/** Whether a subscript lies in a part, decided at once where it always or never does. */
function within(at: Subscript, low: number, high: number, size: number): Term {
  if (low === 0 && high === size) return number(1);
  if (typeof at === "number") return number(at >= low && at < high ? 1 : 0);
  return { kind: "inside", at, low, high };
}

/** The subscripts under other sizes. Axes of size 1 come and go; anything else goes by way of the place in row-major order. */
function regrouped(from: Shape, to: Shape, at: readonly Subscript[]): Subscript[] {
  const long = (shape: Shape): number[] => shape.filter((size) => size !== 1);
  const same = long(from).join() === long(to).join();
  if (same) {
    const running = at.filter((_, axis) => from[axis] !== 1);
    return to.map((size) => (size === 1 ? 0 : running.shift()!));
  }
  return throughPlace(from, to, at);
}

function throughPlace(from: Shape, to: Shape, at: readonly Subscript[]): Subscript[] {
  const strides = stridesOf(from);
  const places = at.map((s, axis) => computed("multiply", s, strides[axis]!));
  const place = asPlace(places, sizeOf(from));
  return stridesOf(to).map((stride, axis) =>
    computed("remainder", computed("divide", place, stride), to[axis]!),
  );
}

/** Several subscripts added up are one number: a subscript that is looked up in the sum. */
function asPlace(parts: readonly Subscript[], size: number): Subscript {
  if (size <= 1) return 0;
  const up = parts.map(indexAt).reduce((sum, part) => terms.add(sum, part), number(0));
  return up.kind === "number" ? up.value : { kind: "looked", up };
}

function instructions(): Omit<Scalars<Entries>, "constant"> {
  const names = Object.values(INSTRUCTIONS).flat();
  return Object.fromEntries(
    names.map((name) => {
      const instruction = terms[name] as (...args: Term[]) => Term;
      const onEntries = (...args: (Entries | number)[]): Entries =>
        mapped(
          (...own) => instruction(...own),
          args.map((arg) => (typeof arg === "number" ? entrywise.constant(arg) : arg)),
        );
      return [name, onEntries];
    }),
  ) as unknown as Omit<Scalars<Entries>, "constant">;
}
