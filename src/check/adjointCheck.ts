import { jvp } from "../autodiff/forward.ts";
import { vjp } from "../autodiff/reverse.ts";
import { evaluate, type Feeds } from "../backend/reference/evaluate.ts";
import { constant } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { hostArray } from "../tensor/hostArray.ts";
import { sizeOf, type Shape } from "../tensor/shape.ts";
import { Random } from "../util/random.ts";

export interface AdjointCheckOptions {
  /** The largest relative error that passes; 1e-10 by default: both sides are exact but for rounding. */
  readonly tolerance?: number;
  readonly seed?: number;
}

export interface AdjointCheck {
  readonly relativeError: number;
  readonly verdict: "pass" | "fail";
  /** ⟨ȳ, J ẋ⟩, by forward mode. */
  readonly forward: number;
  /** ⟨Jᵀ ȳ, ẋ⟩, by reverse mode. */
  readonly reverse: number;
}

/**
 * Checks that forward and reverse mode agree: ⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩ for random ẋ and ȳ.
 *
 * @param output y, a node of any shape
 * @param variables the nodes x
 * @param feeds numbers for the inputs
 * @returns both sides and their relative difference
 */
export function adjointCheck(
  output: Tensor,
  variables: readonly Tensor[],
  feeds: Feeds = {},
  { tolerance = 1e-10, seed = 0 }: AdjointCheckOptions = {},
): AdjointCheck {
  const random = new Random(seed).stream("adjointCheck");
  const xDots = variables.map((x) => randomTensor(x.shape, random));
  const yBar = randomTensor(output.shape, random);
  const [yDot] = jvp([output], variables, xDots, { missing: "zeros" });
  const xBars = vjp([output], variables, [yBar], { missing: "zeros" }) as readonly Tensor[];
  const values = evaluate([yBar, yDot, ...xBars, ...xDots], feeds).map(({ data }) => data);
  const [yBarValue, yDotValue, ...rest] = values;
  const forward = dot(yBarValue!, yDotValue!);
  const pairs = variables.map((_, i) => dot(rest[i]!, rest[i + variables.length]!));
  const reverse = pairs.reduce((sum, pair) => sum + pair, 0);
  const size = absoluteDot(yBarValue!, yDotValue!) + pairs.reduce((sum, pair) => sum + Math.abs(pair), 0);
  // Where both sides are infinite nothing has been shown: that gives NaN, which does not pass.
  const relativeError = size === 0 ? 0 : Math.abs(forward - reverse) / size;
  return { relativeError, verdict: relativeError <= tolerance ? "pass" : "fail", forward, reverse };
}

function randomTensor(shape: Shape, random: Random): Tensor {
  return constant(
    hostArray(
      Float64Array.from({ length: sizeOf(shape) }, () => random.normal()),
      shape,
    ),
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function absoluteDot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value * b[i]!), 0);
}
