import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import { GradientError } from "../util/errors.ts";
import { forwardRule, zeros, type Flow } from "./derivatives.ts";
import { requireReal, whyMissing } from "./missing.ts";
import { requireSameShapes, type Like, type MissingOption } from "./reverse.ts";

/**
 * Jacobian-vector products, the forward mode: ẏ = Σ ∂y/∂x ẋ.
 *
 * @param outputs the nodes y
 * @param variables the nodes x
 * @param tangents ẋ for each variable, in its shape
 * @returns ẏ for each output, in its shape
 * @throws GradientError where an output depends on no variable; ShapeError where a tangent does not fit
 *
 * @example
 * ```ts
 * const x = input("x", []);
 * const [yDot] = jvp([exp(x)], [x], [constant(2)]); // 2eˣ
 * evaluate(yDot, { x: 0 }).data; // Float64Array [2]
 * ```
 * Source: Wengert, "A simple automatic derivative evaluation program", CACM 7(8), 1964.
 */
export function jvp<const Outputs extends readonly Tensor[]>(
  outputs: Outputs,
  variables: readonly Tensor[],
  tangents: readonly Tensor[],
  { missing = "error" }: MissingOption = {},
): Like<Outputs> {
  requireReal("jvp", [...outputs, ...variables]);
  requireSameShapes("jvp", "tangent", variables, tangents);
  const dots = new Map<Tensor, Flow>(variables.map((x, i) => [x, tangents[i]!]));
  for (const node of topological(outputs)) {
    if (dots.has(node) || node.dtype !== "real") continue;
    const xDots = node.inputs.map((x) => dots.get(x) ?? null);
    if (xDots.some((xDot) => xDot !== null)) dots.set(node, forwardRule(node, xDots));
  }
  return outputs.map((y) => {
    const yDot = dots.get(y) ?? null;
    if (yDot !== null) return yDot;
    if (missing === "error") throw new GradientError(whyMissing([y], variables[0]!));
    return zeros(y.shape);
  }) as Like<Outputs>;
}
