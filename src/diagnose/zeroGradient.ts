import type { Compiled } from "../backend/backend.ts";
import { numbersOf } from "../check/badNode.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Elements } from "../tensor/hostArray.ts";
import { sameShape } from "../tensor/shape.ts";
import type { ZeroGradient } from "./diagnosis.ts";
import type { GradientFlow } from "./flows.ts";
import { shown } from "./words.ts";

/**
 * The first node on the way back from the cost whose gradient is exactly zero in every element, though a node after it still
 * has one. What stops a gradient on purpose does not count.
 *
 * @param program has run, with all nodes and their gradients among its outputs
 * @returns null where every gradient has an element other than 0
 */
export function firstZeroGradient(program: Compiled, flow: GradientFlow): ZeroGradient | null {
  const isZero = new Map<Tensor, boolean>();
  for (const [node, gradient] of flow) isZero.set(node, allZero(numbersOf(program, gradient)));
  const users = usersOf(flow);
  const births = [...flow.keys()].reverse().flatMap((node) => {
    if (isZero.get(node) !== true) return [];
    const through = users
      .get(node)
      ?.find((user) => isZero.get(user) === false && user.op.name !== "stopGradient");
    return through === undefined ? [] : [{ node, through }];
  });
  // That a variable has none is mostly a consequence; where the flow ends is the cause.
  const first = births.find(({ node }) => !isVariable(node)) ?? births[0];
  if (first === undefined) return null;
  return {
    node: symbolOf(first.node),
    through: symbolOf(nextNamed(first.through, users, isZero)),
    reason: whyZero(program, first.node, first.through),
  };
}

/** A leaf, or a rearrangement of one. */
function isVariable(node: Tensor): boolean {
  return node.inputs.every((from) => node.inputs.length === 1 && isVariable(from));
}

/** The node, or the one after it that has a name, as long as there is a gradient. */
function nextNamed(
  node: Tensor,
  users: ReadonlyMap<Tensor, readonly Tensor[]>,
  isZero: ReadonlyMap<Tensor, boolean>,
): Tensor {
  for (
    let at: Tensor | undefined = node;
    at !== undefined;
    at = users.get(at)?.find((user) => !isZero.get(user))
  ) {
    if (at.label !== undefined) return at;
  }
  return node;
}

function usersOf(flow: GradientFlow): Map<Tensor, Tensor[]> {
  const users = new Map<Tensor, Tensor[]>();
  for (const node of flow.keys()) {
    for (const from of new Set(node.inputs)) users.set(from, [...(users.get(from) ?? []), node]);
  }
  return users;
}

function whyZero(program: Compiled, node: Tensor, through: Tensor): string {
  const { op, inputs } = through;
  const nothing = inputs.find((other) => other !== node && allZero(numbersOf(program, other)));
  if (nothing !== undefined) return `${symbolOf(nothing)} is 0 everywhere`;
  if (op.kind === "elementwise" && sameShape(node.shape, through.shape)) {
    const [low, high] = rangeOf(numbersOf(program, node));
    const all =
      shown(low) === shown(high) ? `are all ${shown(low)}` : `lie between ${shown(low)} and ${shown(high)}`;
    return `${op.name} has slope 0 at every input, and they ${all}`;
  }
  return `what comes back through ${op.name} adds up to exactly 0`;
}

/** The node's own symbol, or that of the one it is a rearrangement of. */
function symbolOf(node: Tensor): string {
  for (let at: Tensor | undefined = node; at !== undefined; at = at.inputs[0]) {
    if (at.label !== undefined) return at.label;
    if (at.inputs.length !== 1) break;
  }
  return String(node);
}

function allZero(data: Elements): boolean {
  return data.length > 0 && data.every((value) => value === 0);
}

function rangeOf(data: Elements): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of data) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
