import { heldValue, input } from "../../graph/leaves.ts";
import type { TensorOps } from "../../graph/rules.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { tensorOps } from "../../autodiff/tensorOps.ts";
import { number, terms } from "./arithmetic.ts";
import { entriesOf, entrywise, mapped, notation, type Entries } from "./entries.ts";

/**
 * A graph in index notation, down to the tensors that are known by name.
 *
 * @param node what to read
 * @param given the tensors at which to stop, and how they are read
 */
export function inIndices(node: Tensor, given: ReadonlyMap<Tensor, Entries>): Entries {
  const known = new Map(given);
  const stop = new Set(given.keys());
  for (const one of below(node, stop)) {
    if (!known.has(one))
      known.set(
        one,
        readNode(one, (x) => known.get(x)!),
      );
  }
  return known.get(node)!;
}

/**
 * The vocabulary of derivative rules in index notation: reading a rule with it gives Σ and subscripts for matrices.
 *
 * Each operation is made on placeholders, as a graph, and that graph is read.
 */
export const indexRules: TensorOps<Entries> = {
  ...entrywise,
  matmul: (a, b) => onPlaceholders([a, b], ([x, y]) => tensorOps.matmul(x!, y!)),
  transpose: (x, order) => onPlaceholders([x], ([t]) => tensorOps.transpose(t!, order)),
  reshape: (x, shape) => onPlaceholders([x], ([t]) => tensorOps.reshape(t!, shape)),
  broadcast: (x, shape) => onPlaceholders([x], ([t]) => tensorOps.broadcast(t!, shape)),
  sumTo: (x, shape) => onPlaceholders([x], ([t]) => tensorOps.sumTo(t!, shape)),
  sum: (x, axes, keepDims) => onPlaceholders([x], ([t]) => tensorOps.sum(t!, axes, keepDims)),
  product: (x, axes, keepDims) => onPlaceholders([x], ([t]) => tensorOps.product(t!, axes, keepDims)),
  slice: (x, start, size) => onPlaceholders([x], ([t]) => tensorOps.slice(t!, start, size)),
  pad: (x, before, after) => onPlaceholders([x], ([t]) => tensorOps.pad(t!, before, after)),
  concat: (parts, axis) => onPlaceholders(parts, (tensors) => tensorOps.concat(tensors, axis)),
  take: (x, indices) => onPlaceholders([x, indices], ([t, i]) => tensorOps.take(t!, i!), 1),
  takeAdjoint: (x, indices, rows) =>
    onPlaceholders([x, indices], ([t, i]) => tensorOps.takeAdjoint(t!, i!, rows), 1),
  cumulativeSum: (x, axis, reverse) =>
    onPlaceholders([x], ([t]) => tensorOps.cumulativeSum(t!, axis, reverse)),
  einsum: (spec, operands) => onPlaceholders(operands, (tensors) => tensorOps.einsum(spec, tensors)),
};

function readNode(node: Tensor, read: (x: Tensor) => Entries): Entries {
  const { op, inputs, attributes, shape } = node;
  switch (op.kind) {
    case "leaf": {
      const held = op.name === "constant" ? heldValue(node) : undefined;
      const single = held?.data.length === 1 ? held.data[0]! : undefined;
      return single === undefined ? entriesOf(node) : { shape, at: () => number(single) };
    }
    case "elementwise": {
      const whole = op.explain.symbol !== undefined;
      return mapped(
        (...args) => (whole ? { kind: "call", op, args } : op.value(terms, ...args)),
        inputs.map(read),
      );
    }
    case "structural":
      // Without a lowering the op cannot be looked into; its entries go by its own name.
      return op.lower === undefined
        ? entriesOf(node)
        : op.lower(notation, inputs.map(read), attributes, shape);
  }
}

/** The node and what it depends on, inputs first, no further than the given tensors. */
function below(node: Tensor, stop: ReadonlySet<Tensor>): Tensor[] {
  if (stop.has(node)) return [];
  const seen = new Set<Tensor>([node]);
  const stack = [node];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    for (const x of one.inputs) {
      if (!seen.has(x) && !stop.has(x)) {
        seen.add(x);
        stack.push(x);
      }
    }
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

function onPlaceholders(
  operands: readonly Entries[],
  build: (placeholders: Tensor[]) => Tensor,
  indices = -1,
): Entries {
  const placeholders = operands.map(({ shape }, i) =>
    input(`placeholder ${i}`, [...shape], i === indices ? "int" : "real"),
  );
  return inIndices(build(placeholders), new Map(placeholders.map((p, i) => [p, operands[i]!])));
}
