import { tensorOps } from "../autodiff/tensorOps.ts";
import { named, type Tensor } from "../graph/tensor.ts";
import { identity } from "../ops/identity.ts";
import { internal } from "../util/errors.ts";
import type { Context } from "./context.ts";
import { number, productOf } from "./indices/arithmetic.ts";
import { entriesOf, mapped, type Entries } from "./indices/entries.ts";
import { indexRules, inIndices } from "./indices/reading.ts";
import { rebuilt } from "./indices/substitute.ts";
import type { Term } from "./indices/term.ts";
import { replaced } from "./matrices/replace.ts";
import type { Quantity } from "./quantities.ts";
import { sourcesOf } from "./quantities.ts";
import { flowBack, type Reader } from "./reverse.ts";

/** The value of a step as a graph over the stand-ins of what it uses. */
export function forwardGraph({ node, uses }: Quantity, { standIn }: Context): Tensor {
  return replaced(node, new Map(uses.map((x) => [x, standIn.get(x)!])));
}

/** The value of a step in index notation. */
export function forwardEntries(quantity: Quantity, context: Context): Entries {
  const { node, uses } = quantity;
  const graph = forwardGraph(quantity, context);
  const { standIn } = context;
  return graph === standIn.get(node)
    ? entriesOf(graph)
    : inIndices(graph, new Map(uses.map((x) => [standIn.get(x)!, entriesOf(standIn.get(x)!)])));
}

/** (∂q/∂x)ᵀ q̄ as a graph over stand-ins. */
export function backwardGraph(user: Quantity, x: Tensor, upstream: Tensor, context: Context): Tensor {
  const reader = tensorReader(user, context);
  return found(flowBack(user, upstream, new Set([x]), reader).get(x), user, x);
}

/** (∂q/∂x)ᵀ q̄ in index notation. */
export function backwardEntries(user: Quantity, x: Tensor, upstream: Entries, context: Context): Entries {
  const reader = indexReader(user, context);
  const entries = found(flowBack(user, upstream, new Set([x]), reader).get(x), user, x);
  return { ...entries, at: (subscripts) => withoutOnes(entries.at(subscripts), context) };
}

/** Σₖ yₖ as 1, where it is. */
function withoutOnes(term: Term, context: Context): Term {
  if (term.kind === "reduce" && term.by === "sum" && term.body.kind === "entry") {
    const { of, at } = term.body;
    if (at.at(-1) === term.over && context.addsUpToOne(of)) return number(1);
  }
  const simpler = rebuilt(term, (inner) => withoutOnes(inner, context));
  return simpler.kind === "apply" && simpler.instruction === "multiply" ? productOf(simpler.args) : simpler;
}

function tensorReader(user: Quantity, { standIn }: Context): Reader<Tensor> {
  const known = new Map([...user.uses, user.node].map((node) => [node, standIn.get(node)!]));
  const value = (node: Tensor): Tensor => replaced(node, known);
  return {
    rules: tensorOps,
    value,
    slope: (node) => {
      const { op } = node;
      if (op.kind !== "elementwise") internal("only elementwise ops have a slope");
      const [z] = sourcesOf(node);
      const [partial] = op.derivative(tensorOps, value(z!), value(node));
      if (partial === null || partial === undefined) internal(`${op.name} has no slope`);
      const slope = typeof partial === "number" ? tensorOps.constant(partial) : partial;
      // A name keeps σ′(z) whole where the formula is tidied; it is written by `slopeOf`.
      return slopeMark(tensorOps.broadcast(slope, node.shape), value(z!), op.explain.symbol ?? op.name);
    },
  };
}

const slopes = new WeakMap<Tensor, { readonly of: Tensor; readonly symbol: string }>();

function slopeMark(slope: Tensor, of: Tensor, symbol: string): Tensor {
  // Where a slope is the result itself, as of an exponential, the result keeps its own name.
  const marked = named(`${symbol}′`, slope.op.kind === "leaf" ? identity(slope) : slope);
  slopes.set(marked, { of, symbol });
  return marked;
}

/** Of which function and argument a node is the slope, if it was made as one. */
export function slopeOf(node: Tensor): { readonly of: Tensor; readonly symbol: string } | undefined {
  return slopes.get(node);
}

function indexReader(user: Quantity, context: Context): Reader<Entries> {
  const { standIn } = context;
  const known = new Map([...user.uses, user.node].map((node) => [node, standIn.get(node)!]));
  const leaves = new Map([...known.values()].map((leaf) => [leaf, entriesOf(leaf)]));
  const value = (node: Tensor): Entries => inIndices(replaced(node, known), leaves);
  return {
    rules: indexRules,
    value,
    slope: (node) => {
      const { op } = node;
      if (op.kind !== "elementwise") internal("only elementwise ops have a slope");
      return mapped((...args) => ({ kind: "slope", op, args }), sourcesOf(node).map(value));
    },
  };
}

function found<T>(flow: T | undefined, user: Quantity, x: Tensor): T {
  if (flow === undefined) internal(`nothing flows from ${user.symbol.name} to ${String(x)}`);
  return flow;
}
