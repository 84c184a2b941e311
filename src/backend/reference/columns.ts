import { numbers } from "../../expr/numbers.ts";
import type { Lift, Scalars } from "../../expr/scalars.ts";

/** Many values of one scalar: element i is `data[i * stride]`, so that stride 0 repeats a single value. */
export interface Column {
  readonly data: Float64Array;
  readonly stride: 0 | 1;
}

type Unary = (a: Lift<Column>) => Column;
type Binary = (a: Lift<Column>, b: Lift<Column>) => Column;

/**
 * The scalar instructions on `length` elements at once: the reading of an op's value by which the reference computes.
 *
 * Each use of an instruction gets an array of its own the first time and the same one ever after: an op's value is a fixed
 * sequence of instructions, so `rewind` before each run is all it takes to allocate nothing.
 */
export class Columns implements Scalars<Column> {
  readonly #length: number;
  readonly #scratch: Float64Array[] = [];
  #next = 0;

  constructor(length: number) {
    this.#length = length;
  }

  rewind(): void {
    this.#next = 0;
  }

  constant(value: number): Column {
    return { data: Float64Array.of(value), stride: 0 };
  }

  // The four operations of arithmetic have loops of their own, several times as fast as a loop that calls a function.
  add(a: Lift<Column>, b: Lift<Column>): Column {
    const { data: x, stride: p } = this.#lift(a);
    const { data: y, stride: q } = this.#lift(b);
    const out = this.#output();
    for (let i = 0; i < out.length; i++) out[i] = x[i * p]! + y[i * q]!;
    return { data: out, stride: 1 };
  }

  subtract(a: Lift<Column>, b: Lift<Column>): Column {
    const { data: x, stride: p } = this.#lift(a);
    const { data: y, stride: q } = this.#lift(b);
    const out = this.#output();
    for (let i = 0; i < out.length; i++) out[i] = x[i * p]! - y[i * q]!;
    return { data: out, stride: 1 };
  }

  multiply(a: Lift<Column>, b: Lift<Column>): Column {
    const { data: x, stride: p } = this.#lift(a);
    const { data: y, stride: q } = this.#lift(b);
    const out = this.#output();
    for (let i = 0; i < out.length; i++) out[i] = x[i * p]! * y[i * q]!;
    return { data: out, stride: 1 };
  }

  divide(a: Lift<Column>, b: Lift<Column>): Column {
    const { data: x, stride: p } = this.#lift(a);
    const { data: y, stride: q } = this.#lift(b);
    const out = this.#output();
    for (let i = 0; i < out.length; i++) out[i] = x[i * p]! / y[i * q]!;
    return { data: out, stride: 1 };
  }

  readonly power = this.#binary(numbers.power);
  readonly minimum = this.#binary(numbers.minimum);
  readonly maximum = this.#binary(numbers.maximum);
  readonly less = this.#binary(numbers.less);
  readonly equal = this.#binary(numbers.equal);
  readonly negate = this.#unary(numbers.negate);
  readonly abs = this.#unary(numbers.abs);
  readonly sqrt = this.#unary(numbers.sqrt);
  readonly exp = this.#unary(numbers.exp);
  readonly expm1 = this.#unary(numbers.expm1);
  readonly log = this.#unary(numbers.log);
  readonly log1p = this.#unary(numbers.log1p);
  readonly sin = this.#unary(numbers.sin);
  readonly cos = this.#unary(numbers.cos);
  readonly atan = this.#unary(numbers.atan);
  readonly tanh = this.#unary(numbers.tanh);
  readonly erf = this.#unary(numbers.erf);
  readonly floor = this.#unary(numbers.floor);
  readonly round = this.#unary(numbers.round);

  select(condition: Lift<Column>, a: Lift<Column>, b: Lift<Column>): Column {
    const { data: c, stride: r } = this.#lift(condition);
    const { data: x, stride: p } = this.#lift(a);
    const { data: y, stride: q } = this.#lift(b);
    const out = this.#output();
    for (let i = 0; i < out.length; i++) out[i] = numbers.select(c[i * r]!, x[i * p]!, y[i * q]!);
    return { data: out, stride: 1 };
  }

  #unary(f: (a: number) => number): Unary {
    return (a) => {
      const { data: x, stride: p } = this.#lift(a);
      const out = this.#output();
      for (let i = 0; i < out.length; i++) out[i] = f(x[i * p]!);
      return { data: out, stride: 1 };
    };
  }

  #binary(f: (a: number, b: number) => number): Binary {
    return (a, b) => {
      const { data: x, stride: p } = this.#lift(a);
      const { data: y, stride: q } = this.#lift(b);
      const out = this.#output();
      for (let i = 0; i < out.length; i++) out[i] = f(x[i * p]!, y[i * q]!);
      return { data: out, stride: 1 };
    };
  }

  #lift(a: Lift<Column>): Column {
    return typeof a === "number" ? this.constant(a) : a;
  }

  #output(): Float64Array {
    const at = this.#next++;
    return (this.#scratch[at] ??= new Float64Array(this.#length));
  }
}
