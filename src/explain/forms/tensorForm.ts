import type { HostArray } from "../../tensor/hostArray.ts";
import { hostArray } from "../../tensor/hostArray.ts";
import { sizeOf, type Shape } from "../../tensor/shape.ts";
import type { Context } from "../context.ts";
import { unitEntries, type Entries } from "../indices/entries.ts";
import { evaluateEntries } from "../indices/evaluation.ts";
import { latexOfTerm, lettersFor, subscriptsOf } from "../indices/print.ts";
import { isVariable, type Term } from "../indices/term.ts";
import { notationOf } from "../elements.ts";
import { backwardEntries } from "../localGraphs.ts";
import type { Quantity } from "../quantities.ts";
import { activationOf } from "./hadamard.ts";
import { freeIndices } from "./indexForm.ts";

/** One contraction: ∂C/∂x = Σᵢ ∂C/∂qᵢ ∂qᵢ/∂x, with all of ∂q/∂x, zeros included. */
export interface Contraction {
  /** The quantity q whose elements are summed over. */
  readonly through: Quantity;
  /** ∂q/∂x, shape [...q, ...x]. */
  readonly stack: Entries;
  /** `\frac{\partial a_i}{\partial w_{jk}}`. */
  readonly symbol: string;
  readonly formula: string;
  /** The element of the stack at its free indices. */
  readonly element: string;
}

/** The tensor form: for each step that uses x, the stack of partial derivatives that ∂C/∂q is contracted with. */
export function contractionsOf(x: Quantity, context: Context): Contraction[] {
  return context.usersOf.get(x.node)!.map((user) => contractionThrough(x, user, context));
}

/** The sum over q, worked out as it is written. */
export function contracted({ through, stack }: Contraction, x: Shape, context: Context): HostArray {
  const table = evaluateEntries(stack, context.valueOf);
  const upstream = context.valueOf(context.gradientOf.get(through.node)!).data;
  const size = sizeOf(x);
  const sums = new Float64Array(size);
  upstream.forEach((slope, i) => {
    for (let j = 0; j < size; j++) sums[j]! += slope * table.data[i * size + j]!;
  });
  return hostArray(sums, x);
}

/** The stack goes on to the activation where there is one: the books contract ∂C/∂a with ∂a/∂W. */
function contractionThrough(x: Quantity, user: Quantity, context: Context): Contraction {
  const bends = x.isGiven ? activationOf(user, context) : undefined;
  const through = bends ?? user;
  const [i, j] = [freeIndices(through, context), freeIndices(x, context)];
  const stack: Entries = {
    shape: [...through.node.shape, ...x.node.shape],
    at: (at) => elementAt(x, user, bends, at.slice(0, i.length), at.slice(i.length), context),
  };
  const letters = lettersFor([...j, ...i]);
  const notation = notationOf(context, letters);
  const [qs, xs] = [i, j].map((indices) => subscriptsOf(indices, notation));
  const symbolOf = (quantity: Quantity, subscripts: string): string => quantity.symbol.entry(subscripts);
  const symbol = `\\frac{\\partial ${symbolOf(through, qs!)}}{\\partial ${symbolOf(x, xs!)}}`;
  const upstream = context.symbol(context.gradientOf.get(through.node)!).entry(qs!);
  const left = context.symbol(context.gradientOf.get(x.node)!).entry(xs!);
  const running = i.filter(isVariable);
  const sum = running.length === 0 ? "" : `\\sum_{${subscriptsOf(running, notation).replaceAll(" ", ",")}} `;
  const element = latexOfTerm(stack.at([...i, ...j]), notation);
  if (through === context.cost)
    return { through, stack, symbol, formula: `${left} = ${element}`, element: "" };
  return {
    through,
    stack,
    symbol,
    formula: `${left} = ${sum}${upstream} \\, ${symbol}`,
    element: `${symbol} = ${element}`,
  };
}

function elementAt(
  x: Quantity,
  user: Quantity,
  bends: Quantity | undefined,
  q: Parameters<Entries["at"]>[0],
  at: Parameters<Entries["at"]>[0],
  context: Context,
): Term {
  const unit = unitEntries((bends ?? user).node.shape, q);
  const upstream = bends === undefined ? unit : backwardEntries(bends, user.node, unit, context);
  return backwardEntries(user, x.node, upstream, context).at(at);
}
