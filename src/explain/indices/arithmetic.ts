import { INSTRUCTIONS, type Lift, type Scalars } from "../../expr/scalars.ts";
import type { Instruction, Term } from "./term.ts";

export function number(value: number): Term {
  return { kind: "number", value };
}

export function lift(a: Lift<Term>): Term {
  return typeof a === "number" ? number(a) : a;
}

/** The scalar instructions on terms; what adds nothing (0 +, 1 ·, 0 ·) is left out. */
export const terms: Scalars<Term> & { readonly guards: "omitted" } = {
  ...instructions(),
  guards: "omitted",
  constant: number,
  add: (a, b) => (isNumber(a, 0) ? lift(b) : isNumber(b, 0) ? lift(a) : apply("add", a, b)),
  subtract: (a, b) => (isNumber(b, 0) ? lift(a) : isNumber(a, 0) ? terms.negate(b) : apply("subtract", a, b)),
  multiply,
  divide: (a, b) => (isNumber(b, 1) ? lift(a) : isNumber(a, 0) ? number(0) : apply("divide", a, b)),
  negate: (a) => {
    const x = lift(a);
    if (x.kind === "number") return number(-x.value);
    return x.kind === "apply" && x.instruction === "negate" ? x.args[0]! : apply("negate", x);
  },
};

/** The factors of a product, signs and divisors left within. */
export function factorsOf(term: Term): Term[] {
  return term.kind === "apply" && term.instruction === "multiply" ? term.args.flatMap(factorsOf) : [term];
}

export function productOf(factors: readonly Term[]): Term {
  return factors.reduce((product, factor) => multiply(product, factor), number(1));
}

export function isNumber(a: Lift<Term>, value: number): boolean {
  return a === value || (typeof a !== "number" && a.kind === "number" && a.value === value);
}

function multiply(a: Lift<Term>, b: Lift<Term>): Term {
  const [x, y] = [lift(a), lift(b)];
  if (isNumber(x, 0) || isNumber(y, 0)) return number(0);
  if (isNumber(x, 1)) return y;
  if (isNumber(y, 1)) return x;
  // Signs and numbers go to the front: x · (−y) is −(x · y), and 2 · (3 · x) is 6 · x.
  if (isNegated(x)) return terms.negate(multiply(x.args[0]!, y));
  if (isNegated(y)) return terms.negate(multiply(x, y.args[0]!));
  if (y.kind === "number" && x.kind !== "number") return multiply(y, x);
  if (x.kind === "number" && y.kind === "number") return number(x.value * y.value);
  if (
    x.kind !== "number" &&
    y.kind === "apply" &&
    y.instruction === "multiply" &&
    y.args[0]!.kind === "number"
  ) {
    return multiply(y.args[0]!, multiply(x, y.args[1]!));
  }
  if (
    x.kind === "number" &&
    y.kind === "apply" &&
    y.instruction === "multiply" &&
    y.args[0]!.kind === "number"
  ) {
    return multiply(number(x.value * y.args[0]!.value), y.args[1]!);
  }
  if (x.kind === "apply" && x.instruction === "multiply" && x.args[0]!.kind === "number") {
    return multiply(x.args[0]!, multiply(x.args[1]!, y));
  }
  return apply("multiply", x, y);
}

function isNegated(x: Term): x is Extract<Term, { kind: "apply" }> {
  return x.kind === "apply" && x.instruction === "negate";
}

function apply(instruction: Instruction, ...args: Lift<Term>[]): Term {
  return { kind: "apply", instruction, args: args.map(lift) };
}

function instructions(): Record<Instruction, (...args: Lift<Term>[]) => Term> {
  const names: Instruction[] = Object.values(INSTRUCTIONS).flat();
  return Object.fromEntries(
    names.map((name) => [name, (...args: Lift<Term>[]) => apply(name, ...args)]),
  ) as Record<Instruction, (...args: Lift<Term>[]) => Term>;
}
