import { tensorOps } from "../autodiff/tensorOps.ts";
import type { TensorOps } from "../graph/rules.ts";
import type { Tensor } from "../graph/tensor.ts";
import { sourcesOf, type Quantity } from "./quantities.ts";

/** A way of reading derivative rules: as tensors, as entries with subscripts. */
export interface Reader<T> {
  readonly rules: TensorOps<T>;
  /** How a node's own value is read. */
  readonly value: (node: Tensor) => T;
  /** The slope of a function that has a symbol, σ′(z). */
  readonly slope: (node: Tensor) => T;
}

/**
 * What flows back through one step: for each quantity that it uses, (∂q/∂x)ᵀ q̄.
 *
 * The rules are those of the ops themselves, or of the function that several ops are seen as; only the reader differs.
 *
 * @param quantity the step q
 * @param upstream q̄ = ∂C/∂q
 * @param wanted the quantities x to flow to
 */
export function flowBack<T>(
  { node: root, inside }: Quantity,
  upstream: T,
  wanted: ReadonlySet<Tensor>,
  reader: Reader<T>,
): Map<Tensor, T> {
  const leads = leadingTo(inside, wanted);
  const arrived = new Map<Tensor, T>([[root, upstream]]);
  const arrive = (x: Tensor, flow: T): void => {
    const before = arrived.get(x);
    arrived.set(x, before === undefined ? flow : reader.rules.add(before, flow));
  };
  for (const node of inside.toReversed()) {
    const yBar = arrived.get(node);
    if (yBar === undefined) continue;
    localRule(node, yBar, reader).forEach((flow, i) => {
      const x = sourcesOf(node)[i]!;
      if (flow !== null && x.dtype === "real" && (wanted.has(x) || leads.has(x))) arrive(x, flow);
    });
  }
  return new Map([...arrived].filter(([x]) => wanted.has(x) && x !== root));
}

/** The quantities that a step passes a derivative back to: not the condition of a choice, nor what is stopped or only written with. */
export function flowsTo(quantity: Quantity): ReadonlySet<Tensor> {
  const real = quantity.uses.filter(({ dtype }) => dtype === "real");
  return new Set(flowBack(quantity, true, new Set(real), presence).keys());
}

/** Reads rules for nothing but whether something flows. */
const presence: Reader<true> = {
  rules: Object.fromEntries(
    Object.keys(tensorOps).map((name) => [name, () => true]),
  ) as unknown as TensorOps<true>,
  value: () => true,
  slope: () => true,
};

/** The cotangent of each source of one node. */
function localRule<T>(node: Tensor, yBar: T, { rules: t, value, slope }: Reader<T>): readonly (T | null)[] {
  const inputs = sourcesOf(node);
  const shapes = inputs.map((x) => x.shape);
  const at = { inputs: inputs.map(value), y: value(node), yBar, shapes, shape: node.shape };
  if (node.summary !== undefined) return node.summary.rules.vjp(t, at);
  const { op } = node;
  switch (op.kind) {
    case "leaf":
      return [];
    case "structural":
      return op.vjp(t, at, node.attributes);
    case "elementwise": {
      const partials =
        op.arity === 1 && op.explain.symbol !== undefined
          ? [slope(node)]
          : op.derivative(t, ...at.inputs, at.y);
      return partials.map((partial, i) => {
        if (partial === null) return null;
        if (partial === 1) return t.sumTo(yBar, shapes[i]!);
        if (partial === -1) return t.sumTo(t.negate(yBar), shapes[i]!);
        return t.sumTo(t.multiply(yBar, partial), shapes[i]!);
      });
    }
  }
}

/** The nodes of a step through which something flows to a wanted quantity. */
function leadingTo(inside: readonly Tensor[], wanted: ReadonlySet<Tensor>): Set<Tensor> {
  const found = new Set<Tensor>();
  for (const node of inside) {
    if (sourcesOf(node).some((x) => wanted.has(x) || found.has(x))) found.add(node);
  }
  return found;
}
