import { atom, latex, type Formula } from "../../expr/latex.ts";
import type { Tensor } from "../../graph/tensor.ts";
import type { Symbol } from "../symbols.ts";
import { factorsOf, isNumber, productOf, terms } from "./arithmetic.ts";
import { isVariable, type Subscript, type Term, type Variable } from "./term.ts";

/** How a term is to be written. */
export interface Notation {
  readonly symbol: (tensor: Tensor) => Symbol;
  /** Letters or numbers for the indices that are free. */
  readonly letters: ReadonlyMap<Variable, string>;
  /** The number of the first place: 0 or 1. */
  readonly first: 0 | 1;
  /** Where numbers are plugged in: writes an entry or a slope as one. */
  readonly number?: (term: Term) => string;
  /** In which order factors are written: smaller numbers first, equal ones as they come. */
  readonly rank?: (of: Tensor) => number;
}

const LETTERS = ["j", "k", "i", "l", "m", "n", "p", "q", "r", "u", "v"];
const SAMPLES = ["s", "t"];

/** A term as LaTeX: `\sum_{k=1}^{3} w_{jk}\, a_{k}`. */
export function latexOfTerm(term: Term, notation: Notation): string {
  return write(term, notation).text;
}

/** Letters for the axes of a result, different from each other: s for samples, then j, k, … */
export function lettersFor(indices: readonly Subscript[]): Map<Variable, string> {
  const letters = new Map<Variable, string>();
  for (const v of indices) if (isVariable(v) && !letters.has(v)) letters.set(v, free(v, letters));
  return letters;
}

/** An index as a subscript: letters side by side, numbers with commas. */
export function subscriptsOf(at: readonly Subscript[], notation: Notation): string {
  const parts = at.map((s) => writeSubscript(s, notation));
  return parts.every((part) => /^[a-z]$/.test(part)) ? parts.join(" ") : parts.join(",");
}

function write(term: Term, notation: Notation): Formula {
  const inner = (t: Term): Formula => write(t, notation);
  switch (term.kind) {
    case "number":
      return latex.constant(term.value);
    case "entry": {
      if (notation.number !== undefined) return plain(notation.number(term));
      const text = notation.symbol(term.of).entry(subscriptsOf(term.at, notation));
      // What has a superscript of its own, and a fraction, needs brackets before it gets an exponent.
      return /\^|^\\frac/.test(text) ? { text, binds: 3 } : atom(text);
    }
    case "reduce": {
      if (notation.number !== undefined) return plain(notation.number(term));
      const letters = new Map(notation.letters);
      const letter = free(term.over, letters);
      letters.set(term.over, letter);
      const { first } = notation;
      const bounds = `_{${letter}=${first}}^{${term.over.size - 1 + first}}`;
      const sign = { sum: "\\sum", product: "\\prod", max: "\\max", min: "\\min" }[term.by];
      const range = term.by === "sum" || term.by === "product" ? bounds : `_{${letter}}`;
      const body = write(term.body, { ...notation, letters });
      // A product binds tighter than a sum sign; anything looser needs brackets.
      return {
        text: `${sign}${range} ${body.binds < 2 ? `\\left(${body.text}\\right)` : body.text}`,
        binds: 1.5,
      };
    }
    case "delta":
      return atom(`\\left[${writeSubscript(term.a, notation)} = ${writeSubscript(term.b, notation)}\\right]`);
    case "inside": {
      const [low, at, high] = [term.low, term.at, term.high].map((s) => writeSubscript(s, notation));
      return atom(`\\left[${low!} \\le ${at!} < ${high!}\\right]`);
    }
    case "index":
      return atom(writeSubscript(term.at, { ...notation, first: 0 }));
    case "apply": {
      if (term.instruction === "multiply") {
        const fraction = asFraction(term);
        if (fraction !== term) return inner(fraction);
        const factors = ranked(term, notation).map((factor) => lifted(inner(factor), factor));
        if (notation.number !== undefined) return numericProduct(factors);
        const [first, ...rest] = factors;
        // The number in front is multiplied last, so that equal factors meet and become a square.
        if (first === undefined) return latex.constant(1);
        if (!isNumeric(term, notation))
          return rest.reduce((product, factor) => latex.multiply(product, factor), first);
        const [second, ...others] = rest;
        return second === undefined
          ? first
          : latex.multiply(
              first,
              others.reduce((p, f) => latex.multiply(p, f), second),
            );
      }
      const instruction = latex[term.instruction] as (...args: Formula[]) => Formula;
      return instruction(...term.args.map((arg) => lifted(inner(arg), arg)));
    }
    case "call":
      return atom(term.op.explain.latex(...term.args.map((arg) => inner(arg).text)));
    case "slope": {
      if (notation.number !== undefined) return plain(notation.number(term));
      const [z] = term.args.map((arg) => inner(arg).text);
      return atom(`${term.op.explain.symbol ?? term.op.name}'\\left(${z ?? ""}\\right)`);
    }
  }
}

function isNumeric(product: Term, notation: Notation): boolean {
  return ranked(product, notation)[0]?.kind === "number";
}

/** A number that is already text, with its sign where formulas look for it. */
function plain(text: string): Formula {
  if (text.startsWith("-")) return { text, binds: 2, opposite: plain(text.slice(1)) };
  // 4.8 · 10⁻⁵ needs brackets under an exponent.
  return text.includes("^") ? { text, binds: 2 } : atom(text);
}

/** Numbers need a dot between them; and what shows the same digits is not the same number, so that nothing is a square. */
function numericProduct(factors: readonly Formula[]): Formula {
  const written = factors.map(({ text, binds }, i) =>
    binds < 2 || (i > 0 && text.startsWith("-")) ? `\\left(${text}\\right)` : text,
  );
  const text = written.join(" \\cdot ");
  return text.startsWith("-")
    ? { text, binds: 2, opposite: { text: text.slice(1), binds: 2 } }
    : { text, binds: 2 };
}

/** Factors 1/x of a product as one fraction, as they are written by hand. */
function asFraction(product: Term): Term {
  const factors = factorsOf(product);
  const isInverse = (factor: Term): boolean =>
    factor.kind === "apply" && factor.instruction === "divide" && isNumber(factor.args[0]!, 1);
  const below = factors.filter(isInverse);
  if (below.length === 0) return product;
  const above = productOf(factors.filter((factor) => !isInverse(factor)));
  return terms.divide(
    above,
    productOf(below.map((one) => (one as Extract<Term, { kind: "apply" }>).args[1]!)),
  );
}

/** Weights before gradients before values, as the books write them; Iverson brackets last. */
function ranked(product: Term, { rank }: Notation): Term[] {
  const rankOf = (factor: Term): number => {
    if (factor.kind === "number") return -1;
    if (factor.kind === "delta" || factor.kind === "inside") return 9;
    return factor.kind === "entry" ? (rank?.(factor.of) ?? 5) : 5;
  };
  return factorsOf(product).toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** A sum inside a product: in brackets, for its sign would take everything to its right. */
function lifted(formula: Formula, term: Term): Formula {
  return term.kind === "reduce" ? { ...formula, binds: 1 } : formula;
}

function writeSubscript(subscript: Subscript, notation: Notation): string {
  if (typeof subscript === "number") return String(subscript + notation.first);
  switch (subscript.kind) {
    case "variable":
      return notation.letters.get(subscript) ?? "?";
    case "computed": {
      const of = writeSubscript(subscript.of, { ...notation, first: 0 });
      const { by, and } = subscript;
      if (by === "add") return and < 0 ? `${of}-${-and}` : `${of}+${and}`;
      if (by === "multiply") return `${and}${of}`;
      return by === "divide" ? `\\left\\lfloor ${of}/${and} \\right\\rfloor` : `${of} \\bmod ${and}`;
    }
    case "looked":
      return write(subscript.up, notation).text;
  }
}

function free(variable: Variable, letters: ReadonlyMap<Variable, string>): string {
  const taken = new Set(letters.values());
  const choice = variable.counts === "samples" ? [...SAMPLES, ...LETTERS] : LETTERS;
  const letter = choice.find((one) => !taken.has(one));
  return letter ?? `i_{${taken.size}}`;
}
