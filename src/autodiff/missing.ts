import type { Tensor } from "../graph/tensor.ts";
import { dependents, topological } from "../graph/traverse.ts";
import { GradientError } from "../util/errors.ts";

/** Refuses tensors that are not real: whole numbers and truth values do not change smoothly. */
export function requireReal(where: string, tensors: readonly Tensor[]): void {
  const discrete = tensors.find((x) => x.dtype !== "real");
  if (discrete !== undefined) {
    throw new GradientError(
      `${where}(): ${String(discrete)} is ${discrete.dtype}, and only real tensors have derivatives; ` +
        "differentiate what it is computed from",
    );
  }
}

/** Why no derivative of the outputs with respect to a variable exists, and what to do. */
export function whyMissing(outputs: readonly Tensor[], variable: Tensor): string {
  const order = topological(outputs);
  const reached = dependents(order, [variable]);
  const result = outputs.map(String).join(", ");
  const way = 'ask for zeros with { missing: "zeros" } if that is meant';
  const onPath = order.filter((node) => node !== variable && reached.has(node));
  if (!outputs.some((y) => reached.has(y))) {
    return `gradients(): ${result} does not depend on ${String(variable)}; check the graph, or ${way}`;
  }
  const barrier =
    onPath.find((node) => node.dtype !== "real") ?? onPath.find((node) => node.op.name === "stopGradient");
  const through =
    barrier === undefined ? "an op without a derivative" : `${String(barrier)} (${barrier.dtype})`;
  return `gradients(): ${result} depends on ${String(variable)} only through ${through}, where no derivative exists; ${way}`;
}
