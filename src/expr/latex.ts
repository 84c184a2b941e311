import type { Lift, Scalars } from "./scalars.ts";

/** A formula in LaTeX, and what is needed to write it inside another as a person would. */
export interface Formula {
  readonly text: string;
  /** How tightly its outermost sign binds, so that brackets appear only where they must. */
  readonly binds: number;
  /** Its negative, where that is shorter: `a + (-b)` is then written a - b. */
  readonly opposite?: Formula;
  /** A condition without the brackets that make it a number: `x < 0` for `[x < 0]`. */
  readonly condition?: string;
  /** The lines of a distinction of cases, to be continued inside another. */
  readonly cases?: string;
}

const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

/** A formula that needs no brackets anywhere: a symbol, a number, a bracket. */
export function atom(text: string): Formula {
  return { text, binds: ATOM };
}

/** A number as LaTeX: `-2.5`, `6.02 \cdot 10^{23}`, `\pi`, `\infty`. */
export function latexNumber(value: number): string {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (value < 0) return `-${latexNumber(-value)}`;
  if (value === Infinity) return "\\infty";
  if (value === Math.PI) return "\\pi";
  return String(value).replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}");
}

/** What is already written, in brackets unless it is one symbol or bracketed as it is: the base of a power. */
export function latexBase(text: string): string {
  const symbol = /^(\\?[A-Za-z]+|\\mathbf\{1\}|\d+(\.\d+)?)(_(\w|\{\w+\}))?$/;
  const bracketed =
    /^\\left\((?:(?!\\left|\\right).)*\\right\)$|^\\begin\{bmatrix\}(?:(?!\\begin).)*\\end\{bmatrix\}$/;
  return symbol.test(text) || bracketed.test(text) ? text : `\\left(${text}\\right)`;
}

/**
 * The instructions on formulas: what each of them looks like, with what teaching text leaves out left out (1·x, 0 + x,
 * and guards, see `guarded` in formulas.ts).
 */
export const latex: Scalars<Formula> & { readonly guards: "omitted" } = {
  guards: "omitted",
  constant: number,
  add,
  subtract: (a, b) => (b === 0 ? lift(a) : isNegative(b) ? add(a, opposite(b)) : difference(a, b)),
  multiply,
  divide,
  power: (a, b) => (b === 1 ? lift(a) : { text: `${bracket(a, ATOM)}^{${lift(b).text}}`, binds: POWER }),
  minimum: (a, b) => call("\\min", a, b),
  maximum: (a, b) => call("\\max", a, b),
  less: (a, b) =>
    // Numbers go to the right: `z > 0`, not `0 < z`.
    condition(
      typeof a === "number" ? `${lift(b).text} > ${lift(a).text}` : `${lift(a).text} < ${lift(b).text}`,
    ),
  equal: (a, b) => condition(`${lift(a).text} = ${lift(b).text}`),
  negate,
  abs: (a) => atom(`\\left|${lift(a).text}\\right|`),
  sqrt: (a) => atom(`\\sqrt{${lift(a).text}}`),
  exp,
  expm1: (a) => ({ ...difference(exp(a), 1), opposite: difference(1, exp(a)) }),
  log: (a) => call("\\ln", a),
  log1p: (a) => call("\\ln", add(1, a)),
  sin: (a) => call("\\sin", a),
  cos: (a) => call("\\cos", a),
  atan: (a) => call("\\arctan", a),
  tanh: (a) => call("\\tanh", a),
  erf: (a) => call("\\operatorname{erf}", a),
  floor: (a) => atom(`\\left\\lfloor ${lift(a).text} \\right\\rfloor`),
  round: (a) => call("\\operatorname{round}", a),
  select: (test, a, b) => {
    const rest = lift(b);
    const holds = lift(test).condition ?? lift(test).text;
    const cases = `${lift(a).text} & ${holds} \\\\ ${rest.cases ?? `${rest.text} & \\text{otherwise}`}`;
    return { ...atom(`\\begin{cases} ${cases} \\end{cases}`), cases };
  },
};

function number(value: number): Formula {
  if (value < 0) return { text: latexNumber(value), binds: PRODUCT, opposite: number(-value) };
  const text = latexNumber(value);
  return { text, binds: text.includes("\\cdot") ? PRODUCT : ATOM };
}

function add(a: Lift<Formula>, b: Lift<Formula>): Formula {
  if (a === 0) return lift(b);
  if (b === 0) return lift(a);
  return isNegative(b) ? difference(a, opposite(b)) : infix(a, "+", b, SUM);
}

function difference(a: Lift<Formula>, b: Lift<Formula>): Formula {
  return infix(a, "-", b, SUM, PRODUCT);
}

function multiply(a: Lift<Formula>, b: Lift<Formula>): Formula {
  const [x, y] = [lift(a), lift(b)];
  if (a === 1) return y;
  if (b === 1) return x;
  if (a === -1) return negate(y);
  if (isNegative(a)) return negate(multiply(opposite(a), b));
  if (typeof a !== "number" && x.text === y.text) return { text: `${bracket(a, ATOM)}^{2}`, binds: POWER };
  return infix(a, times(x, y), isNegative(b) ? atom(`\\left(${y.text}\\right)`) : b, PRODUCT);
}

function divide(a: Lift<Formula>, b: Lift<Formula>): Formula {
  if (b === 1) return lift(a);
  if (isNegative(a)) return negate(divide(opposite(a), b));
  // A fraction needs no brackets in a product, but does under an exponent.
  return { text: `\\frac{${lift(a).text}}{${lift(b).text}}`, binds: POWER };
}

function negate(a: Lift<Formula>): Formula {
  const x = lift(a);
  return x.opposite ?? { text: `-${bracket(x, PRODUCT)}`, binds: PRODUCT, opposite: x };
}

function exp(a: Lift<Formula>): Formula {
  return { text: `e^{${lift(a).text}}`, binds: POWER };
}

function condition(text: string): Formula {
  return { ...atom(`\\left[${text}\\right]`), condition: text };
}

function call(name: string, ...args: Lift<Formula>[]): Formula {
  return { text: `${name}\\left(${args.map((a) => lift(a).text).join(", ")}\\right)`, binds: POWER };
}

function infix(a: Lift<Formula>, sign: string, b: Lift<Formula>, binds: number, right = binds): Formula {
  return { text: `${bracket(a, binds)} ${sign} ${bracket(b, right)}`, binds };
}

/** Between two numbers a dot, or they would run together. */
function times(a: Formula, b: Formula): string {
  return /\d$/.test(a.text) && /^\d/.test(b.text) ? "\\cdot" : "\\,";
}

/** The text, in brackets where it binds less tightly than its place asks. */
function bracket(a: Lift<Formula>, place: number): string {
  const { text, binds } = lift(a);
  return binds < place ? `\\left(${text}\\right)` : text;
}

/** Whether it begins with a minus that belongs to the whole. */
function isNegative(a: Lift<Formula>): boolean {
  const { text, opposite } = lift(a);
  return opposite !== undefined && text.startsWith("-");
}

function opposite(a: Lift<Formula>): Formula {
  return lift(a).opposite ?? negate(a);
}

function lift(a: Lift<Formula>): Formula {
  return typeof a === "number" ? number(a) : a;
}
