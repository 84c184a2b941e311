import { gradients } from "../autodiff/reverse.ts";
import type { Backend } from "../backend/backend.ts";
import { writeFeeds, type Feeds } from "../backend/reference/evaluate.ts";
import { reference } from "../backend/reference/reference.ts";
import { constant } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { compareGradients, type GradientCheck, type GradientCheckOptions } from "./gradientCheck.ts";
import type { VariableCheck } from "./variableCheck.ts";

/** How the gradient that an engine computed for one variable compares with differences, and with the reference's gradient. */
export interface EngineVariableCheck extends VariableCheck {
  /**
   * The largest |aᵢ - rᵢ| / max(|aᵢ|, |rᵢ|, typical) over all elements; a by the engine, r by the reference, typical the larger
   * of their root mean squares.
   */
  readonly referenceError: number;
}

export interface EngineCheck extends GradientCheck {
  readonly maxReferenceError: number;
  readonly variables: readonly EngineVariableCheck[];
}

/**
 * Checks the gradients that an engine computes: against central differences of the reference in float64, and against the
 * reference's own gradients. Both must agree; at a corner, where each engine may take another side, the differences decide.
 *
 * @param backend the engine to check
 * @param cost C, a scalar node
 * @param variables inputs or parameters to differentiate by
 * @param feeds numbers for the inputs
 * @param options the tolerance is for both; 1e-6 suits float64, 1e-3 float32
 * @returns both errors of every variable, and whether all pass
 * @throws GradientError where there is no gradient to check; ValueError for options under which anything would pass
 *
 * @example
 * ```ts
 * const x = input("x", [3]);
 * const wasm = engine({ engine: "wasm", precision: "f64", threads: 1 });
 * engineCheck(wasm, sum(tanh(x)), [x], { x: [-1, 0, 2] }).verdict; // "pass"
 * ```
 */
export function engineCheck(
  backend: Backend,
  cost: Tensor,
  variables: readonly Tensor[],
  feeds: Feeds = {},
  options: GradientCheckOptions = {},
): EngineCheck {
  const { tolerance = 1e-6 } = options;
  const nodes = gradients(cost, variables);
  const computed = valuesBy(backend, nodes, feeds);
  const right = valuesBy(reference, nodes, feeds);
  const claims = computed.map((value) => constant(value));
  const differences = compareGradients(cost, variables, claims, feeds, options);
  const checks = differences.variables.map((variable, i) => ({
    ...variable,
    referenceError: largestError(computed[i]!.data, right[i]!.data),
  }));
  const agrees = checks.every(({ referenceError, kinks }) => kinks > 0 || referenceError <= tolerance);
  return {
    ...differences,
    verdict: agrees ? differences.verdict : "fail",
    maxReferenceError: Math.max(0, ...checks.map(({ referenceError }) => referenceError)),
    variables: checks,
  };
}

function valuesBy(backend: Backend, nodes: readonly Tensor[], feeds: Feeds): HostArray[] {
  const program = backend.compile({ outputs: nodes });
  try {
    writeFeeds(program, nodes, feeds);
    program.run();
    return nodes.map((node) => program.read(node));
  } finally {
    program.dispose();
  }
}

function largestError(a: Float64Array, b: Float64Array): number {
  const typical = Math.sqrt(Math.max(meanSquare(a), meanSquare(b)));
  return a.reduce((largest, value, i) => {
    const size = Math.max(Math.abs(value), Math.abs(b[i]!), typical);
    // Math.max() keeps NaN, so that it does not pass.
    return Math.max(largest, size === 0 ? 0 : Math.abs(value - b[i]!) / size);
  }, 0);
}

function meanSquare(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, v) => sum + v * v, 0) / values.length;
}
