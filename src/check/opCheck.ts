import { gradients } from "../autodiff/reverse.ts";
import { constant } from "../graph/leaves.ts";
import type { ElementwiseOp, StructuralOp } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { add } from "../ops/add.ts";
import { multiply } from "../ops/multiply.ts";
import { sum } from "../ops/sum.ts";
import { hostArray } from "../tensor/hostArray.ts";
import { sizeOf, type Shape } from "../tensor/shape.ts";
import { Random } from "../util/random.ts";
import { adjointCheck } from "./adjointCheck.ts";
import { compareGradients } from "./gradientCheck.ts";
import { opCases, type OpCase } from "./opCases.ts";

/** The outcome of one kind of check on one case of an op. */
export interface OpCheck {
  /** `multiply [2, 3] [3]`: the op and the shapes it was given. */
  readonly what: string;
  readonly kind: "gradient" | "adjoint" | "second order";
  readonly relativeError: number;
  readonly verdict: "pass" | "fail";
}

/**
 * Checks an op's derivative rules where the op itself says that it is smooth: gradients against central differences,
 * forward against reverse mode, and the gradient of the gradient.
 *
 * @param op an op of the library, or one of your own
 * @returns an outcome for each case and kind of check; none for an op without real inputs or results
 *
 * @example
 * ```ts
 * const cube = elementwise("cube", {
 *   value: (s, x) => s.multiply(x, s.multiply(x, x)),
 *   derivative: (s, x) => [s.multiply(3, s.multiply(x, x))],
 *   explain: { latex: (x) => `${x}^3`, says: "multiplies a number by itself twice" },
 *   check: { domain: [[-2, 2]] },
 * });
 * checkOp(cube).filter(({ verdict }) => verdict === "fail"); // []
 * ```
 */
export function checkOp(op: ElementwiseOp | StructuralOp, seed = 0): OpCheck[] {
  const random = new Random(seed).stream(op.name);
  return opCases(op, random)
    .filter(({ output, variables }) => output.dtype === "real" && variables.length > 0)
    .flatMap((one) => checkCase(one, random, seed));
}

function checkCase({ what, output, variables, feeds }: OpCase, random: Random, seed: number): OpCheck[] {
  const project = (y: Tensor): Tensor => sum(multiply(y, randomWeights(y.shape, random)));
  const slopesOf = (cost: Tensor): readonly Tensor[] => gradients(cost, variables, { missing: "zeros" });

  const cost = project(output);
  const slopes = slopesOf(cost);
  const first = compareGradients(cost, variables, slopes, feeds);
  const adjoint = adjointCheck(output, variables, feeds, { seed });
  // The gradient of the gradient: a random combination of all slopes is itself a cost to be checked.
  const combination = slopes.map(project).reduce((a, b) => add(a, b));
  const second = compareGradients(combination, variables, slopesOf(combination), feeds);
  return [
    { what, kind: "gradient", relativeError: first.maxRelativeError, verdict: first.verdict },
    { what, kind: "adjoint", relativeError: adjoint.relativeError, verdict: adjoint.verdict },
    { what, kind: "second order", relativeError: second.maxRelativeError, verdict: second.verdict },
  ];
}

function randomWeights(shape: Shape, random: Random): Tensor {
  return constant(
    hostArray(
      Float64Array.from({ length: sizeOf(shape) }, () => 0.5 + random.uniform()),
      shape,
    ),
  );
}
