import { gradients, requireSameShapes } from "../autodiff/reverse.ts";
import { writeFeeds, type Feeds } from "../backend/reference/evaluate.ts";
import { reference } from "../backend/reference/reference.ts";
import type { Tensor } from "../graph/tensor.ts";
import { formatShape } from "../tensor/shape.ts";
import { GradientError, ValueError } from "../util/errors.ts";
import { Random } from "../util/random.ts";
import { checkVariable, type VariableCheck } from "./variableCheck.ts";

export interface GradientCheckOptions {
  /** The largest relative error that passes, over 0; 1e-6 by default. */
  readonly tolerance?: number;
  /** At most this many elements of each variable, 1 or more, drawn by seed; all by default. */
  readonly sample?: number;
  readonly seed?: number;
}

export interface GradientCheck {
  readonly maxRelativeError: number;
  readonly verdict: "pass" | "fail";
  readonly variables: readonly VariableCheck[];
}

/**
 * Compares gradients with central differences in float64: ∂C/∂x ≈ (C(x + h) - C(x - h)) / 2h, element by element.
 *
 * @param cost C, a scalar node
 * @param variables inputs or parameters to differentiate by
 * @param feeds numbers for the inputs
 * @returns the error of every variable, and whether all pass
 * @throws GradientError where there is no gradient to check; ValueError for options under which anything would pass
 *
 * @example
 * ```ts
 * const x = input("x", [3]);
 * gradientCheck(sum(tanh(x)), [x], { x: [-1, 0, 2] }).verdict; // "pass"
 * ```
 */
export function gradientCheck(
  cost: Tensor,
  variables: readonly Tensor[],
  feeds: Feeds = {},
  options: GradientCheckOptions = {},
): GradientCheck {
  return compareGradients(cost, variables, gradients(cost, variables), feeds, options);
}

/**
 * The same comparison for gradients that somebody else claims: a derivation by hand, another engine's result.
 *
 * @param claimed for each variable a node of its shape
 * @throws ShapeError where a claim does not fit its variable; otherwise as `gradientCheck`
 */
export function compareGradients(
  cost: Tensor,
  variables: readonly Tensor[],
  claimed: readonly Tensor[],
  feeds: Feeds = {},
  { tolerance = 1e-6, sample = Infinity, seed = 0 }: GradientCheckOptions = {},
): GradientCheck {
  requireComparable(cost, variables, claimed, tolerance, sample);
  const backward = reference.compile({ outputs: [cost, ...variables, ...claimed] });
  writeFeeds(backward, [cost, ...variables, ...claimed], feeds);
  backward.run();
  const forward = reference.compile({ outputs: [cost, ...variables] });
  writeFeeds(forward, [cost, ...variables], feeds);
  const results = variables.map((variable, i) => {
    const gradient = backward.read(claimed[i]!).data;
    const places = chosen(gradient.length, sample, new Random(seed).stream("gradientCheck", i));
    return checkVariable(forward, cost, variable, gradient, places, tolerance);
  });
  // NaN must fail, so the verdict asks what passes, not what fails.
  const verdict = results.every(({ relativeError }) => relativeError <= tolerance) ? "pass" : "fail";
  return {
    maxRelativeError: Math.max(0, ...results.map((r) => r.relativeError)),
    verdict,
    variables: results,
  };
}

function requireComparable(
  cost: Tensor,
  variables: readonly Tensor[],
  claimed: readonly Tensor[],
  tolerance: number,
  sample: number,
): void {
  if (cost.shape.length > 0) {
    throw new GradientError(
      `compareGradients(): only a scalar has a gradient, got ${String(cost)} of shape ${formatShape(cost.shape)}; sum it`,
    );
  }
  requireSameShapes("compareGradients", "gradient", variables, claimed);
  if (!(tolerance > 0)) {
    throw new ValueError(`compareGradients(): the tolerance must be over 0, such as 1e-6, got ${tolerance}`);
  }
  if (!(sample >= 1)) {
    throw new ValueError(
      `compareGradients(): sample must be 1 or more elements, got ${sample}; leave it out to compare all`,
    );
  }
}

function chosen(size: number, sample: number, random: Random): Int32Array {
  return sample < size
    ? random.permutation(size).slice(0, sample).sort()
    : Int32Array.from({ length: size }, (_, i) => i);
}
