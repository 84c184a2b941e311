import type { ElementwiseOp, ForwardPoint, StructuralOp } from "../graph/op.ts";
import { applyStructural } from "../graph/apply.ts";
import { constant } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { broadcastTo } from "../ops/broadcast.ts";
import { sumTo } from "../ops/sumTo.ts";
import type { Shape } from "../tensor/shape.ts";
import { sameShape } from "../tensor/shape.ts";
import { tensorOps as t } from "./tensorOps.ts";

/** A tensor, or null where nothing flows. */
export type Flow = Tensor | null;

/** Zeros of a shape, as a graph of one number. */
export function zeros<S extends Shape>(shape: Readonly<S>): Tensor<S> {
  return broadcastTo(constant(0), shape) as Tensor as Tensor<S>;
}

/**
 * The reverse rule of one node: x̄ᵢ = (∂y/∂xᵢ)ᵀ ȳ for each input.
 *
 * @param node the node y
 * @param yBar ȳ = ∂C/∂y, in the shape of y
 * @param wanted which inputs' cotangents are needed
 */
export function reverseRule(node: Tensor, yBar: Tensor, wanted: readonly boolean[]): Flow[] {
  const { op, inputs } = node;
  switch (op.kind) {
    case "leaf":
      return [];
    case "elementwise":
      return partials(op, node).map((partial, i) => {
        if (partial === null || wanted[i] !== true) return null;
        const shape = inputs[i]!.shape;
        return partial === 0 ? zeros(shape) : sumTo(scale(yBar, partial), shape);
      });
    case "structural":
      return [
        ...op.vjp(t, { inputs, y: node, yBar, shapes: shapesOf(inputs), shape: node.shape }, node.attributes),
      ];
  }
}

/**
 * The forward rule of one node: ẏ = Σᵢ ∂y/∂xᵢ ẋᵢ.
 *
 * @param node the node y
 * @param xDots ẋᵢ for each input, null where it does not change
 * @returns ẏ, or null where y does not change
 */
export function forwardRule(node: Tensor, xDots: readonly Flow[]): Flow {
  const { op, inputs, shape } = node;
  switch (op.kind) {
    case "leaf":
      return null;
    case "elementwise": {
      const terms = partials(op, node).map((partial, i) => {
        const xDot = xDots[i];
        if (partial === null || xDot === null || xDot === undefined) return null;
        return partial === 0 ? zeros(shape) : scale(xDot, partial);
      });
      const yDot = total(terms);
      return yDot === null || sameShape(yDot.shape, shape) ? yDot : broadcastTo(yDot, shape);
    }
    case "structural":
      return structuralForward(op, node, {
        inputs,
        y: node,
        xDots,
        shapes: shapesOf(inputs),
        shape,
      });
  }
}

function structuralForward(op: StructuralOp, node: Tensor, at: ForwardPoint<Tensor>): Flow {
  const { inputs, xDots } = at;
  if (op.jvp === "linear") {
    const changes = inputs.map((x, i) => (x.dtype === "real" ? (xDots[i] ?? zeros(x.shape)) : x));
    return applyStructural(op, changes, node.attributes);
  }
  if (op.jvp === "multilinear") {
    const term = (xDot: Flow, i: number): Flow =>
      xDot === null ? null : applyStructural(op, inputs.with(i, xDot), node.attributes);
    return total(xDots.map(term));
  }
  return op.jvp.rule(t, at, node.attributes);
}

/** The sum of what flows; null where nothing does. A value that is used twice receives both contributions here. */
export function total(flows: readonly Flow[]): Flow {
  return flows.reduce((sum, flow) => (sum === null ? flow : flow === null ? sum : t.add(sum, flow)), null);
}

function partials(op: ElementwiseOp, node: Tensor): readonly (Tensor | number | null)[] {
  return op.derivative(t, ...node.inputs, node);
}

function scale(flow: Tensor, partial: Tensor | number): Tensor {
  if (partial === 1) return flow;
  return partial === -1 ? t.negate(flow) : t.multiply(flow, partial);
}

function shapesOf(tensors: readonly Tensor[]): Shape[] {
  return tensors.map((x) => x.shape);
}
