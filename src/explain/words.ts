import type { Tensor } from "../graph/tensor.ts";
import type { Context } from "./context.ts";
import type { Rule } from "./derivation.ts";
import { activationOf } from "./forms/hadamard.ts";
import { sourcesOf, type Quantity } from "./quantities.ts";

/** What a step computes, in the words of its ops. */
export function forwardRule(q: Quantity): Rule {
  const main = mainNode(q);
  return { ops: opNames(q), says: sentence(explanationOf(main)?.says ?? "is given"), ...sourceOf(main) };
}

/** How a gradient flows back through the steps that use x, in the words of their ops. */
export function backwardRule(x: Quantity, context: Context): Rule {
  const users = context.usersOf.get(x.node)!;
  const [user] = users;
  const main = mainNode(user!);
  const ops = users.flatMap(opNames);
  if (users.length > 1) {
    const names = users.map(({ symbol }) => symbol.name).join(" and ");
    return {
      ops,
      says: `${x.symbol.name} is used in ${names}: each sends a gradient back, and they add up.`,
    };
  }
  return {
    ops,
    says: `${wayBack(x, user!, main, context)} ${sentence(explanationOf(main)?.says ?? "")}`.trim(),
    ...sourceOf(main),
  };
}

function wayBack(x: Quantity, user: Quantity, main: Tensor, context: Context): string {
  const arriving =
    user === context.cost ? "the cost" : context.symbol(context.gradientOf.get(user.node)!).name;
  if (activationOf(x, context) !== undefined) {
    return `Each element of ${user.symbol.name} depends on one element of ${x.symbol.name} alone, so what arrives is multiplied by the slope at that element.`;
  }
  if (main.summary !== undefined)
    return `${user.symbol.name} is one function of several inputs, with one rule.`;
  const isProduct = main.op.name === "matmul";
  if (isProduct && x.isGiven && x.node.shape.length === 2 && !context.hasSamples(x.node)) {
    return `Element (j, k) of ${x.symbol.name} reaches only neuron j, times what enters at k: an outer product of ${arriving} and the input.`;
  }
  if (
    isProduct &&
    x.node.shape.length === 1 &&
    x.isGiven &&
    user.uses.at(-1) !== x.node &&
    isAdded(x, user)
  ) {
    return `${x.symbol.name} is added, and the slope of a sum is 1: ${arriving} arrives unchanged, summed over the samples it serves.`;
  }
  if (isProduct) {
    return `Each element of ${x.symbol.name} reaches every neuron that it is an input of, by a weight each: the transpose collects what they send back.`;
  }
  return `From ${arriving} back to ${x.symbol.name}:`;
}

/** Whether x enters by a sum. */
function isAdded(x: Quantity, user: Quantity): boolean {
  return user.inside.some((node) => node.op.name === "add" && sourcesOf(node).includes(x.node));
}

/** The node that gives a step its character: the one that bends, or else the last. */
function mainNode({ inside, node }: Quantity): Tensor {
  const plain = new Set([
    "add",
    "subtract",
    "negate",
    "multiply",
    "divide",
    "reshape",
    "transpose",
    "sum",
    "sumTo",
    "broadcast",
  ]);
  return (
    inside.findLast(
      (one) => one.summary !== undefined || !(plain.has(one.op.name) || one.op.kind === "leaf"),
    ) ?? node
  );
}

function opNames({ inside }: Quantity): string[] {
  const ops = inside.filter(({ op }) => op.kind !== "leaf").toReversed();
  return [...new Set(ops.map((node) => node.summary?.rules.name ?? node.op.name))];
}

function explanationOf(node: Tensor) {
  if (node.summary !== undefined) return node.summary.rules.explain;
  return node.op.kind === "leaf" ? undefined : node.op.explain;
}

function sourceOf(node: Tensor): { source?: string } {
  const source = explanationOf(node)?.source;
  return source === undefined ? {} : { source };
}

/** A clause as a sentence of its own. */
function sentence(clause: string): string {
  if (clause === "") return "";
  return `${clause[0]!.toUpperCase()}${clause.slice(1)}${clause.endsWith(".") ? "" : "."}`;
}
