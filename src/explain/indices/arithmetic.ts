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
  add,
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

/** a + b; what is added twice is counted. */
function add(a: Lift<Term>, b: Lift<Term>): Term {
  if (isNumber(a, 0)) return lift(b);
  if (isNumber(b, 0)) return lift(a);
  const [x, y] = [lift(a), lift(b)];
  const [[countX, restX], [countY, restY]] = [signed(x), signed(y)];
  if (restX !== undefined && restY !== undefined && sameTerm(restX, restY)) {
    return multiply(countX + countY, restX);
  }
  // x + (y + y′), with y′ equal to neither: the last summand of x may still be equal to y.
  if (x.kind === "apply" && x.instruction === "add" && restY !== undefined) {
    const [, last] = signed(x.args[1]!);
    if (last !== undefined && sameTerm(last, restY)) return add(x.args[0]!, add(x.args[1]!, y));
  }
  return countY < 0 && restY !== undefined
    ? apply("subtract", x, multiply(-countY, restY))
    : apply("add", x, y);
}

/** Whether two terms are written alike. */
function sameTerm(a: Term, b: Term): boolean {
  return a === b || (a.kind === b.kind && fingerprint(a) === fingerprint(b));
}

const names = new WeakMap<object, number>();
let named = 0;

/** A text that is equal for equal terms: tensors and indices go by a number of their own. */
function fingerprint(term: Term): string {
  return JSON.stringify(term, (_key, value: unknown) => {
    const isOwn = typeof value === "object" && value !== null && ("op" in value || isIndex(value));
    if (!isOwn || "args" in value) return value;
    if (!names.has(value)) names.set(value, ++named);
    return names.get(value);
  });
}

function isIndex(value: object): boolean {
  return "kind" in value && value.kind === "variable";
}

function multiply(a: Lift<Term>, b: Lift<Term>): Term {
  const [x, y] = [lift(a), lift(b)];
  if (isNumber(x, 0) || isNumber(y, 0)) return number(0);
  if (isNumber(x, 1)) return y;
  if (isNumber(y, 1)) return x;
  // Signs and numbers go to the front: x · (−y) is −(x · y), and 2 · (3 · x) is 6 · x.
  const [signX, restX] = signed(x);
  const [signY, restY] = signed(y);
  const factor = signX * signY;
  const rest = restX === undefined ? restY : restY === undefined ? restX : apply("multiply", restX, restY);
  if (rest === undefined) return number(factor);
  if (factor === 1) return rest;
  return factor === -1 ? terms.negate(rest) : apply("multiply", number(factor), rest);
}

/** A term as a number times the rest; no rest where it is only a number. */
function signed(x: Term): readonly [number, Term | undefined] {
  if (x.kind === "number") return [x.value, undefined];
  if (x.kind !== "apply") return [1, x];
  if (x.instruction === "negate") {
    const [factor, rest] = signed(x.args[0]!);
    return [-factor, rest];
  }
  if (x.instruction === "multiply" && x.args[0]?.kind === "number") return [x.args[0].value, x.args[1]];
  return [1, x];
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
