import { heldValue } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { symbolOf, type Symbol } from "./symbols.ts";

/** A node that an explanation calls by a name of its own. */
export interface Quantity {
  readonly node: Tensor;
  readonly symbol: Symbol;
  /** Given: an input, a parameter, a table of constants. Otherwise it is computed from `uses`. */
  readonly isGiven: boolean;
  /** The quantities from which it is computed in one step. */
  readonly uses: readonly Tensor[];
  /** The nodes between those and this one, which have no name, and the node itself, inputs first. */
  readonly inside: readonly Tensor[];
}

/** The inputs by which explanations go on from a node: for a function of several ops, those of the function. */
export function sourcesOf(node: Tensor): readonly Tensor[] {
  return node.summary?.inputs ?? node.inputs;
}

/**
 * Divides a graph into quantities, each a step of a derivation, inputs first.
 *
 * A node is a quantity where it has a label. Between those, a node gets a name of its own (v₁, v₂, …) where a step would
 * otherwise hold two functions one inside the other: then the chain rule would have to be applied twice in it.
 *
 * @param outputs the cost, and other nodes that must be quantities
 */
export function quantitiesOf(outputs: readonly Tensor[]): Quantity[] {
  const order = reachable(outputs);
  const named = new Set(order.filter((node) => outputs.includes(node) || isNamed(node)));
  const uses = countUses(order);
  const depths = new Map<Tensor, number>();
  const depthBelow = (node: Tensor): number => (named.has(node) ? 0 : (depths.get(node) ?? 0));
  for (const node of order) {
    const sources = sourcesOf(node);
    const own = isBent(node) ? 1 : 0;
    const below = Math.max(0, ...sources.map(depthBelow));
    if (own + below > 1) {
      for (const x of sources) if (depthBelow(x) > 0) named.add(x);
      depths.set(node, own);
    } else depths.set(node, own + below);
    // What is used twice has one name, or its derivation would be written twice.
    if ((uses.get(node) ?? 0) > 1 && depths.get(node)! > 0 && node.dtype === "real") named.add(node);
  }
  const symbols = nameAll(
    order.filter((node) => named.has(node)),
    outputs[0]!,
  );
  return [...symbols].map(([node, symbol]) => {
    const isGiven = node.op.kind === "leaf";
    const inside = isGiven ? [] : insideOf(node, named);
    const used = new Set(inside.flatMap((one) => [...sourcesOf(one)]).filter((x) => named.has(x)));
    return { node, symbol, isGiven, uses: order.filter((one) => used.has(one)), inside };
  });
}

/** All that the outputs are explained by: where a function hides its ops, they are left out. */
function reachable(outputs: readonly Tensor[]): Tensor[] {
  const seen = new Set(outputs);
  const stack = [...seen];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const x of sourcesOf(node)) {
      if (!seen.has(x)) {
        seen.add(x);
        stack.push(x);
      }
    }
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

function isNamed(node: Tensor): boolean {
  if (node.op.kind !== "leaf") return node.label !== undefined;
  return node.op.name !== "constant" || (heldValue(node)?.data.length ?? 0) > 1;
}

/** Whether the node bends: its derivative depends on its inputs, so that the chain rule has something to multiply by. */
function isBent(node: Tensor): boolean {
  if (node.summary !== undefined) return true;
  const { op, inputs } = node;
  if (op.kind === "leaf" || node.dtype !== "real") return false;
  const moving = inputs.filter((x) => x.dtype === "real" && !isConstant(x));
  if (moving.length === 0) return false;
  if (op.kind === "structural") return op.jvp === "multilinear" ? moving.length > 1 : op.jvp !== "linear";
  if (op.name === "multiply") return moving.length > 1;
  if (op.name === "divide") return moving.includes(inputs[1]!);
  return !["add", "subtract", "negate", "identity", "stopGradient"].includes(op.name);
}

function isConstant(node: Tensor): boolean {
  return node.op.kind === "leaf" && node.op.name === "constant";
}

function countUses(order: readonly Tensor[]): Map<Tensor, number> {
  const uses = new Map<Tensor, number>();
  for (const node of order) for (const x of sourcesOf(node)) uses.set(x, (uses.get(x) ?? 0) + 1);
  return uses;
}

function insideOf(node: Tensor, named: ReadonlySet<Tensor>): Tensor[] {
  const seen = new Set([node]);
  const stack = [node];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    for (const x of sourcesOf(one)) {
      if (!named.has(x) && !seen.has(x)) {
        seen.add(x);
        stack.push(x);
      }
    }
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

/** Labels as they are, v₁, v₂, … for the rest; what is named alike gets different ids. */
function nameAll(nodes: readonly Tensor[], root: Tensor): Map<Tensor, Symbol> {
  const taken = new Set<string>();
  let [values, constants] = [0, 0];
  const labels = new Set(nodes.map(({ label }) => label?.[0]));
  const letter = ["v", "u", "t", "h", "q", "r"].find((one) => !labels.has(one)) ?? "v";
  const nameOf = (node: Tensor): string => {
    if (node.label !== undefined) return node.label;
    if (node === root) return "C";
    return node.op.kind === "leaf" ? `c${subscript(++constants)}` : `${letter}${subscript(++values)}`;
  };
  return new Map(
    nodes.map((node) => {
      const symbol = symbolOf(nameOf(node));
      let id = symbol.id;
      for (let copy = 2; taken.has(id); copy++) id = `${symbol.id}-${copy}`;
      taken.add(id);
      return [node, { ...symbol, id }];
    }),
  );
}

function subscript(n: number): string {
  return String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉".charAt(Number(digit)));
}
