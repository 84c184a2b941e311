import type { ElementwiseOp } from "../graph/op.ts";
import { constantOp, heldValue, inputOp } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import { alignedAxes } from "../tensor/axes.ts";
import { sizeOf } from "../tensor/shape.ts";
import { ValueError } from "../util/errors.ts";
import { ProgramBuilder } from "./builder.ts";
import { commonNodes } from "./commonNodes.ts";
import type { Buffer, Program, Storage } from "./program.ts";
import { isLazy, stepsOf, wholeOf, type Value } from "./values.ts";

/** Expressions longer than this are computed before they go on: their length bounds the time and the stack that they take. */
const MOST_STEPS = 128;

/** What a program is to compute. */
export interface Task {
  readonly outputs: readonly Tensor[];
  readonly updates: readonly (readonly [parameter: Tensor, next: Tensor])[];
  /** How the elements of some inputs are kept; real numbers and whole ones by default. */
  readonly storage?: ReadonlyMap<Tensor, Storage>;
}

/** A program before it is improved, with the updates that it still has to make. */
export interface Lowered {
  readonly program: Program;
  /** The buffer of each updated parameter, and the one that holds its next value. */
  readonly updates: readonly (readonly [to: number, from: number])[];
}

/**
 * Reads a graph as kernels: every op says how, by its value or by its `lower`.
 *
 * @throws ValueError for an op that only the reference can compute
 */
export function lower({ outputs, updates: given, storage = new Map() }: Task): Lowered {
  // Of several next values of one parameter the last counts.
  const updates = [...new Map(given)];
  const builder = new ProgramBuilder();
  const roots = [...outputs, ...updates.map(([, next]) => next)];
  const order = topological([...roots, ...updates.map(([parameter]) => parameter)]);
  const same = commonNodes(order);
  const uses = countUses(order, roots, same);
  const values = new Map<Tensor, Value>();
  const places = new Map<Tensor, number>();
  for (const node of order) {
    const twin = same.get(node)!;
    if (twin !== node) {
      values.set(node, values.get(twin)!);
      continue;
    }
    const inputs = node.inputs.map((x) => values.get(x)!);
    const value = valueOf(builder, node, inputs, storage.get(node));
    if (node.op.kind === "leaf" && value.kind === "view") places.set(node, value.access.buffer);
    // What several nodes need is computed once, and an endless chain is cut into pieces.
    const ready = isLazy(value) && (uses.get(node)! > 1 || stepsOf(value) > MOST_STEPS);
    values.set(node, ready ? builder.materialize(value, nameOf(node)) : value);
  }
  for (const output of outputs) {
    if (!places.has(output)) places.set(output, ownBuffer(builder, values.get(output)!, nameOf(output)));
  }
  const updated = updates.map(([parameter, next]): [number, number] => [
    places.get(parameter)!,
    ownBuffer(builder, values.get(next)!, `next ${nameOf(parameter)}`),
  ]);
  const kept = new Set([...outputs.map((output) => places.get(output)!), ...updated.map(([to]) => to)]);
  const buffers = builder.buffers.map((buffer): Buffer =>
    kept.has(buffer.id) && buffer.life === "temporary" ? { ...buffer, life: "kept" } : buffer,
  );
  return { program: { buffers, kernels: builder.kernels, places }, updates: updated };
}

function valueOf(builder: ProgramBuilder, node: Tensor, inputs: readonly Value[], storage?: Storage): Value {
  const { op, shape, attributes } = node;
  switch (op.kind) {
    case "leaf":
      return leafValue(builder, node, storage);
    case "elementwise":
      return elementwiseValue(builder, op, node, inputs);
    case "structural":
      if (op.lower === undefined) {
        throw new ValueError(
          `compile(): the op "${op.name}" does not say how engines compute it; give it a \`lower\`, or use the reference engine`,
        );
      }
      return op.lower(builder, inputs, attributes, shape);
  }
}

function leafValue(builder: ProgramBuilder, node: Tensor, storage?: Storage): Value {
  const data = heldValue(node)?.data;
  const size = sizeOf(node.shape);
  if (node.op === constantOp && data?.every((x) => Object.is(x, data[0]))) {
    return { kind: "uniform", shape: node.shape, value: data[0] ?? 0 };
  }
  const buffer = builder.newBuffer(nameOf(node), size, {
    storage: storage ?? (node.dtype === "int" ? "i32" : "real"),
    life: node.op === inputOp ? "given" : "kept",
    ...(data !== undefined && { initial: data }),
  });
  return wholeOf(buffer, node.shape);
}

function elementwiseValue(
  builder: ProgramBuilder,
  op: ElementwiseOp,
  node: Tensor,
  inputs: readonly Value[],
): Value {
  const operands = inputs.map((x) => builder.spread(x, node.shape, alignedAxes(x.shape, node.shape)));
  return builder.map((s, ...args) => op.value(s, ...args), operands);
}

/** A buffer that holds nothing but this value and that nothing else is written to. */
function ownBuffer(builder: ProgramBuilder, value: Value, name: string): number {
  const view = builder.materialize(value, name);
  const buffer = builder.buffers[view.access.buffer]!;
  const own = buffer.life === "temporary" && buffer.storage === "real" && buffer.size === sizeOf(view.shape);
  return own ? buffer.id : builder.copy(view, name).access.buffer;
}

/** How many nodes and roots need each node; nodes that compute the same count as one. */
function countUses(
  order: readonly Tensor[],
  roots: readonly Tensor[],
  same: ReadonlyMap<Tensor, Tensor>,
): Map<Tensor, number> {
  const uses = new Map<Tensor, number>(order.map((node) => [node, 0]));
  const needed = order.filter((node) => same.get(node) === node).flatMap(({ inputs }) => inputs);
  for (const x of [...needed, ...roots]) {
    const twin = same.get(x)!;
    uses.set(twin, uses.get(twin)! + 1);
  }
  return uses;
}

function nameOf(node: Tensor): string {
  return node.label ?? node.op.name;
}
