import type { HostArray } from "../../tensor/hostArray.ts";
import type { Context } from "../context.ts";
import { entriesOf, entrywise, type Entries } from "../indices/entries.ts";
import { evaluateEntries } from "../indices/evaluation.ts";
import { latexOfTerm, lettersFor, subscriptsOf } from "../indices/print.ts";
import { notationOf } from "../elements.ts";
import { isVariable, variable, type Subscript, type Term, type Variable } from "../indices/term.ts";
import { backwardEntries } from "../localGraphs.ts";
import type { Quantity } from "../quantities.ts";

/** A gradient element by element. */
export interface IndexForm {
  readonly formula: string;
  /** The element at the free indices. */
  readonly body: Term;
  readonly free: readonly Subscript[];
  readonly entries: Entries;
}

/** ∂C/∂w_jk = δ_j a_k: the reverse rules read in index notation, with every Kronecker delta contracted. */
export function indexForm(x: Quantity, context: Context): IndexForm {
  const entries = gradientEntries(x, context);
  const free = freeIndices(x, context);
  const body = entries.at(free);
  const letters = lettersFor(free);
  const notation = notationOf(context, letters);
  const symbol = context.symbol(context.gradientOf.get(x.node)!);
  const formula = `${symbol.entry(subscriptsOf(free, notation))} = ${latexOfTerm(body, notation)}`;
  return { formula, body, free, entries };
}

/** The numbers of the index form, summed up element by element. */
export function indexValue({ entries }: IndexForm, context: Context): HostArray {
  return evaluateEntries(entries, context.valueOf);
}

/** An index for each axis of a quantity; an axis of one place needs none. */
export function freeIndices({ node }: Quantity, context: Context): Subscript[] {
  return node.shape.map((size, axis) => {
    if (size === 1) return 0;
    return axis === 0 && context.hasSamples(node) ? variable(size, "samples") : variable(size);
  });
}

/** The free indices with places put in: `atPlaces(body, placesOf(free, index))` is one element. */
export function placesOf(free: readonly Subscript[], index: readonly number[]): Map<Variable, number> {
  const places = free.map((one, axis): [Subscript, number] => [one, index[axis]!]);
  return new Map(places.filter((pair): pair is [Variable, number] => isVariable(pair[0])));
}

/** ∂C/∂q as entries; for the cost itself the number 1. */
export function upstreamEntries(q: Quantity, context: Context): Entries {
  return q === context.cost ? entrywise.constant(1) : entriesOf(context.gradientOf.get(q.node)!);
}

function gradientEntries(x: Quantity, context: Context): Entries {
  return context.usersOf
    .get(x.node)!
    .map((user) => backwardEntries(user, x.node, upstreamEntries(user, context), context))
    .reduce((sum, flow) => entrywise.add(sum, flow));
}
