import type { Explanation } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Context } from "./context.ts";
import type { Rule } from "./derivation.ts";
import { activationOf } from "./forms/hadamard.ts";
import type { Quantity } from "./quantities.ts";

/** What a step computes: in the words of whoever built the graph, or in those of its ops. */
export function forwardRule(q: Quantity, context: Context): Rule {
  const main = mainNode(q);
  const says = context.words(q.node, "forward") ?? sentence(explanationOf(main)?.says ?? "is given");
  return { ops: opNames(q), says, ...sourceOf(main) };
}

/** How a gradient flows back through the steps that use x, and why. */
export function backwardRule(x: Quantity, context: Context): Rule {
  const users = context.usersOf.get(x.node)!;
  const [user] = users as [Quantity, ...Quantity[]];
  const main = mainNode(user);
  const says = context.words(x.node, "backward") ?? [wayBack(x, users, context), ...wordsOf(users)].join(" ");
  return { ops: users.flatMap(opNames), says, ...sourceOf(main) };
}

function wayBack(x: Quantity, users: readonly Quantity[], context: Context): string {
  const [user] = users as [Quantity, ...Quantity[]];
  if (users.length > 1) {
    const names = users.map(({ symbol }) => symbol.name);
    return `${x.symbol.name} is used in ${names.slice(0, -1).join(", ")} and ${names.at(-1)!}; each sends a gradient back, and they add up.`;
  }
  if (activationOf(x, context) !== undefined) {
    return `Each element of ${user.symbol.name} depends on one element of ${x.symbol.name} alone, so what arrives is multiplied by the slope there.`;
  }
  if (user === context.cost) return `How ${user.symbol.name} changes with ${x.symbol.name}.`;
  const arriving = context.symbol(context.gradientOf.get(user.node)!).name;
  return `The chain rule: ${arriving} times how ${user.symbol.name} changes with ${x.symbol.name}.`;
}

function wordsOf(users: readonly Quantity[]): string[] {
  if (users.length > 1) return [];
  return users.map((user) => sentence(explanationOf(mainNode(user))?.says ?? ""));
}

/** The node that gives a step its character: the one that bends, or else the last. */
function mainNode({ inside, node }: Quantity): Tensor {
  return inside.findLast((one) => one.summary !== undefined || !isPlain(one)) ?? node;
}

function isPlain({ op }: Tensor): boolean {
  const plain = [
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
  ];
  return op.kind === "leaf" || plain.includes(op.name);
}

function opNames({ inside }: Quantity): string[] {
  const ops = inside.filter(({ op }) => op.kind !== "leaf").toReversed();
  return [...new Set(ops.map((node) => node.summary?.rules.name ?? node.op.name))];
}

function explanationOf(node: Tensor): Explanation | undefined {
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
