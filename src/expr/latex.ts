import type { Lift, Scalars } from "./scalars.ts";

/** A formula in LaTeX and how tightly its outermost sign binds, so that brackets appear only where they must. */
export interface Formula {
  readonly text: string;
  readonly binds: number;
}

const SUM = 1;
const PRODUCT = 2;
const PREFIX = 3;
const POWER = 4;
const ATOM = 5;

/** A formula that needs no brackets anywhere: a symbol, a number, a function call. */
export function atom(text: string): Formula {
  return { text, binds: ATOM };
}

/** A number as LaTeX: `-2.5`, `6.02 \cdot 10^{23}`, `\infty`. */
export function latexNumber(value: number): string {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  return String(value).replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}");
}

/** The instructions on formulas: what each of them looks like, with what teaching text leaves out left out (1·x, 0 + x). */
export const latex: Scalars<Formula> = {
  constant: number,
  add: (a, b) => (b === 0 ? lift(a) : a === 0 ? lift(b) : infix(a, "+", b, SUM)),
  subtract: (a, b) => (b === 0 ? lift(a) : infix(a, "-", b, SUM, SUM + 1)),
  multiply: (a, b) => (b === 1 ? lift(a) : a === 1 ? lift(b) : infix(a, times(a, b), b, PRODUCT)),
  divide: (a, b) => (b === 1 ? lift(a) : atom(`\\frac{${lift(a).text}}{${lift(b).text}}`)),
  power: (a, b) => ({ text: `${bracket(a, ATOM)}^{${lift(b).text}}`, binds: POWER }),
  minimum: call2("\\min"),
  maximum: call2("\\max"),
  less: (a, b) => atom(`[${lift(a).text} < ${lift(b).text}]`),
  equal: (a, b) => atom(`[${lift(a).text} = ${lift(b).text}]`),
  negate: (a) => ({ text: `-${bracket(a, PREFIX)}`, binds: PREFIX - 1 }),
  abs: (a) => atom(`\\left|${lift(a).text}\\right|`),
  sqrt: (a) => atom(`\\sqrt{${lift(a).text}}`),
  exp: (a) => ({ text: `e^{${lift(a).text}}`, binds: POWER }),
  expm1: (a) => ({ text: `e^{${lift(a).text}} - 1`, binds: SUM }),
  log: call("\\ln"),
  log1p: (a) => atom(`\\ln\\left(1 + ${bracket(a, SUM)}\\right)`),
  sin: call("\\sin"),
  cos: call("\\cos"),
  atan: call("\\arctan"),
  tanh: call("\\tanh"),
  erf: call("\\operatorname{erf}"),
  floor: (a) => atom(`\\left\\lfloor ${lift(a).text} \\right\\rfloor`),
  round: call("\\operatorname{round}"),
  select: (condition, a, b) =>
    atom(
      `\\begin{cases} ${lift(a).text} & ${lift(condition).text} \\\\ ${lift(b).text} & \\text{otherwise} \\end{cases}`,
    ),
};

function number(value: number): Formula {
  return { text: latexNumber(value), binds: value < 0 ? PREFIX - 1 : ATOM };
}

function lift(a: Lift<Formula>): Formula {
  return typeof a === "number" ? number(a) : a;
}

/** The text, in brackets where it binds less tightly than its place asks. */
function bracket(a: Lift<Formula>, place: number): string {
  const { text, binds } = lift(a);
  return binds < place ? `\\left(${text}\\right)` : text;
}

function infix(a: Lift<Formula>, sign: string, b: Lift<Formula>, binds: number, right = binds): Formula {
  return { text: `${bracket(a, binds)} ${sign} ${bracket(b, right)}`, binds };
}

/** Between two numbers a dot, or they would run together. */
function times(a: Lift<Formula>, b: Lift<Formula>): string {
  return /\d$/.test(lift(a).text) && /^[-\d]/.test(bracket(b, PRODUCT)) ? "\\cdot" : "\\,";
}

function call(name: string): (a: Lift<Formula>) => Formula {
  return (a) => atom(`${name}\\left(${lift(a).text}\\right)`);
}

function call2(name: string): (a: Lift<Formula>, b: Lift<Formula>) => Formula {
  return (a, b) => atom(`${name}\\left(${lift(a).text}, ${lift(b).text}\\right)`);
}
