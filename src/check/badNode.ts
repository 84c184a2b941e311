import type { Compiled } from "../backend/backend.ts";
import { constantOp, heldValue } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { dependents, topological } from "../graph/traverse.ts";
import type { Elements } from "../tensor/hostArray.ts";
import { stridesOf, type Shape } from "../tensor/shape.ts";
import { whyBad } from "./whyBad.ts";

/** The node in which the first NaN or infinity was born, as plain data. */
export interface BadNode {
  /** As messages call it: `z¹ = add[30]`. */
  readonly node: string;
  /** The textbook symbol of the node, or of the next one that has one and depends on it; null where there is none. */
  readonly towards: string | null;
  readonly pass: "forward" | "backward";
  /** A word, since JSON has no such numbers. */
  readonly value: "NaN" | "Infinity" | "-Infinity";
  /** The first element that is not finite. */
  readonly index: readonly number[];
  /** How many elements are not finite. */
  readonly count: number;
  /** How many elements the node has. */
  readonly size: number;
  /** `log(0) is -Infinity`. */
  readonly reason: string;
}

/** The nodes whose numbers {@link firstBadNode} looks at: what a program must compute for it. */
export function watchedNodes(outputs: readonly Tensor[]): Tensor[] {
  return topological(outputs).filter((node) => node.op.kind !== "leaf");
}

/**
 * The node from which a NaN or an infinity comes that spoils one of the outputs.
 *
 * An infinity that does no harm, such as one in a branch that is not taken, is passed over: the walk goes back from the
 * outputs, through nodes that are not finite, to one whose inputs all are.
 *
 * @param program has run, with `watchedNodes(outputs)` among its outputs
 * @param outputs what must be finite
 * @param forward a node that the forward pass ends with: what it does not depend on belongs to the backward pass
 * @param names symbols for nodes without a label of their own, such as ∂C/∂z¹
 * @returns the first one in the order of computing; null where all outputs are finite
 */
export function firstBadNode(
  program: Compiled,
  outputs: readonly Tensor[],
  forward: Tensor,
  names: ReadonlyMap<Tensor, string> = new Map(),
): BadNode | null {
  const broken = (node: Tensor): boolean => firstBroken(numbersOf(program, node)) >= 0;
  const births: Tensor[] = [];
  const seen = new Set(outputs.filter(broken));
  const stack = [...seen];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const causes = node.inputs.filter(broken);
    if (causes.length === 0) births.push(node);
    for (const cause of causes) {
      if (seen.has(cause)) continue;
      seen.add(cause);
      stack.push(cause);
    }
  }
  const [first] = births.sort((a, b) => a.id - b.id);
  return first === undefined ? null : describe(program, first, outputs, forward, names);
}

/** `z¹ = add[30] gave NaN in the forward pass`. */
export function badNodeInWords({ node, value, pass }: BadNode): string {
  return `${node} gave ${value} in the ${pass} pass`;
}

function describe(
  program: Compiled,
  node: Tensor,
  outputs: readonly Tensor[],
  forward: Tensor,
  names: ReadonlyMap<Tensor, string>,
): BadNode {
  const data = numbersOf(program, node);
  const at = firstBroken(data);
  const order = topological(outputs);
  const after = dependents(order, [node]);
  const symbol = (tensor: Tensor): string | undefined => tensor.label ?? names.get(tensor);
  const next = order.find((tensor) => after.has(tensor) && symbol(tensor) !== undefined);
  return {
    node: String(node),
    towards: next === undefined ? null : symbol(next)!,
    pass: topological([forward]).includes(node) ? "forward" : "backward",
    value: String(data[at]) as BadNode["value"],
    index: unravel(at, node.shape),
    count: [...data].filter((value) => !Number.isFinite(value)).length,
    size: data.length,
    reason: whyBad(node, at, (input) => numbersOf(program, input)),
  };
}

/** The numbers of any node of a program, leaves included. */
export function numbersOf(program: Compiled, node: Tensor): Elements {
  if (node.op === constantOp) return heldValue(node)!.data;
  return node.op.kind === "leaf" ? program.buffer(node) : program.view(node);
}

function firstBroken(data: Elements): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

function unravel(place: number, shape: Shape): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(place / stride) % shape[axis]!);
}
