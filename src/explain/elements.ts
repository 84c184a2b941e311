import type { Tensor } from "../graph/tensor.ts";
import type { Context } from "./context.ts";
import type { Element, Term as ShownTerm } from "./derivation.ts";
import { factorsOf, number, terms } from "./indices/arithmetic.ts";
import { evaluateTerm, type Places } from "./indices/evaluation.ts";
import { latexOfTerm, type Notation } from "./indices/print.ts";
import { rebuilt, substitute } from "./indices/substitute.ts";
import type { Term, Variable } from "./indices/term.ts";
import type { Symbol } from "./symbols.ts";
import { rounded, shown } from "./numbers.ts";
import { inSymbols } from "./writing.ts";

/** Up to how many terms a sum is shown whole; of longer ones the first and the largest. */
const MOST_TERMS = 8;
const FIRST = 3;
const LARGEST = 3;

/**
 * One element of a gradient, as the sum that it is.
 *
 * @param body the element, its own indices replaced by places
 * @param symbol how the whole is written
 */
export function elementOf(body: Term, index: readonly number[], symbol: Symbol, context: Context): Element {
  const notation = notationOf(context);
  const all = spreadOut(body).map((term) => ({ term, value: evaluateTerm(term, context.valueOf) }));
  const terms = chosen(all.map(({ value }) => value)).map((place): ShownTerm => {
    const { term, value } = all[place]!;
    return { formula: latexOfTerm(term, notation), value, factors: entriesIn(term, context) };
  });
  const places = index.map((place) => place + context.convention.firstIndex).join(",");
  const total = evaluateTerm(body, context.valueOf);
  return { index, symbol: symbol.entry(places), total, terms, count: all.length };
}

/** `∂C/∂w_{1,2} = δ_1 a_2 = -0.0881 · 0.5744 = -0.0506`, or with the terms of a sum one after the other. */
export function elementLatex(body: Term, element: Element, context: Context): string {
  const { digits } = context.convention;
  const plain = notationOf(context);
  const numeric: Notation = {
    ...plain,
    number: (term) => shown(evaluateTerm(term, context.valueOf), digits),
  };
  const spread = spreadOut(body);
  const values = spread.map((term) => evaluateTerm(term, context.valueOf));
  const picked = chosen(values);
  const isCut = picked.length < spread.length;
  const written = (notation: Notation): string =>
    joined(
      picked.map((place) => latexOfTerm(spread[place]!, notation)),
      picked,
      isCut,
    );
  const symbols = spread.length === 1 ? latexOfTerm(spread[0]!, plain) : written(plain);
  const numbers = written(numeric);
  const result = shown(element.total, digits);
  if (numbers === result) return [element.symbol, symbols, result].join(" = ");
  // Where terms are left out nobody can add up what is shown.
  const isSame = isCut || rounded(sumAsShown(spread, context), digits) === rounded(element.total, digits);
  return `${element.symbol} = ${symbols} = ${numbers} ${isSame ? "=" : "\\approx"} ${result}`;
}

/** What a reader gets who works out the numbers as they are shown, with their digits. */
function sumAsShown(spread: readonly Term[], context: Context): number {
  const { digits } = context.convention;
  const asShown = (term: Term): Term =>
    term.kind === "entry" || term.kind === "slope" || term.kind === "reduce"
      ? number(rounded(evaluateTerm(term, context.valueOf), digits))
      : rebuilt(term, asShown);
  return spread.reduce((sum, term) => sum + evaluateTerm(asShown(term), context.valueOf), 0);
}

/** How terms of a derivation are written; the letters are those of indices that are free. */
export function notationOf(context: Context, letters: Notation["letters"] = new Map()): Notation {
  const gradients = new Set(context.gradientOf.values());
  const matrices = new Set(
    context.quantities
      .filter(({ node, isGiven }) => isGiven && node.shape.length > 1 && !context.hasSamples(node))
      .map(({ node }) => context.standIn.get(node)!),
  );
  return {
    symbol: (of) => (context.feeds.has(of) ? context.symbol(of) : formulaSymbol(of, context)),
    letters,
    first: context.convention.firstIndex,
    rank: (of) => (matrices.has(of) ? 1 : gradients.has(of) ? 2 : 5),
  };
}

/** How the result of an op is written that cannot be read in index notation: as its own formula, in brackets. */
function formulaSymbol(node: Tensor, context: Context): Symbol {
  const latex = inSymbols(node, context);
  return {
    latex,
    name: latex,
    id: "",
    entry: (at) => (at === "" ? latex : `\\left(${latex}\\right)_{${at}}`),
  };
}

/** Which elements of a tensor a term consists of, with their places. */
export function entriesIn(term: Term, context: Context): ShownTerm["factors"] {
  const found: { of: string; index: readonly number[]; value: number }[] = [];
  const visit = (one: Term): void => {
    if (one.kind === "entry") {
      if (!context.feeds.has(one.of)) return;
      const index = one.at.map((s) => evaluateTerm({ kind: "index", at: s }, context.valueOf));
      found.push({ of: context.symbol(one.of).id, index, value: evaluateTerm(one, context.valueOf) });
    } else if (one.kind === "apply" || one.kind === "call" || one.kind === "slope") one.args.forEach(visit);
  };
  factorsOf(term).forEach(visit);
  return found;
}

/** A term with places put in for its free indices. */
export function atPlaces(term: Term, places: Places): Term {
  return [...places].reduce((body, [v, place]) => substitute(body, v, place), term);
}

/** The terms of the outermost sums, one by one; what is no sum is one term. */
function spreadOut(term: Term): Term[] {
  if (term.kind === "reduce" && term.by === "sum") {
    return eachPlace(term.over, term.body).flatMap(spreadOut);
  }
  if (term.kind === "apply" && term.instruction === "add") return term.args.flatMap(spreadOut);
  if (term.kind === "apply" && term.instruction === "negate") {
    return spreadOut(term.args[0]!).map((one) => terms.negate(one));
  }
  return [term];
}

function eachPlace(over: Variable, body: Term): Term[] {
  return Array.from({ length: over.size }, (_, place) => substitute(body, over, place));
}

/** The first terms and the largest, in their order; all where there are few. */
function chosen(values: readonly number[]): number[] {
  const places = values.map((_, place) => place);
  if (places.length <= MOST_TERMS) return places;
  const bySize = places.toSorted((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!));
  const picked = new Set([...places.slice(0, FIRST), ...bySize.slice(0, LARGEST)]);
  return [...picked].sort((a, b) => a - b);
}

function joined(parts: readonly string[], places: readonly number[], isCut: boolean): string {
  const pieces: string[] = [];
  parts.forEach((part, i) => {
    const isFirst = i === 0;
    if (!isFirst && places[i]! > places[i - 1]! + 1) pieces.push("+ \\cdots");
    const negative = part.startsWith("-");
    pieces.push(isFirst ? part : negative ? part.replace("-", "- ") : `+ ${part}`);
  });
  return isCut ? `${pieces.join(" ")} + \\cdots` : pieces.join(" ");
}
