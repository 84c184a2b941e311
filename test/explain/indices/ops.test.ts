import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/backend/reference/evaluate.ts";
import { opCases, type OpCase } from "../../../src/check/opCases.ts";
import { explain } from "../../../src/explain/explain.ts";
import { entriesOf } from "../../../src/explain/indices/entries.ts";
import { evaluateEntries } from "../../../src/explain/indices/evaluation.ts";
import { inIndices } from "../../../src/explain/indices/reading.ts";
import type { Derivation } from "../../../src/explain/derivation.ts";
import { constant } from "../../../src/graph/leaves.ts";
import { named } from "../../../src/graph/tensor.ts";
import { multiply } from "../../../src/ops/multiply.ts";
import { registry } from "../../../src/ops/registry.ts";
import { sum } from "../../../src/ops/sum.ts";
import { hostArray } from "../../../src/tensor/hostArray.ts";
import { sizeOf } from "../../../src/tensor/shape.ts";
import { Random } from "../../../src/util/random.ts";
import { badFormulas } from "../formulas.ts";
import { disagreeing, failing } from "../marks.ts";

/** Generated from the registry: an op that is added there is read in index notation here. */
describe.each(registry.map((op) => [op.name, op] as const))("%s", (_name, op) => {
  it("in index notation has the reference's numbers", () => {
    for (const { what, output, feeds } of opCases(op, new Random(2))) {
      const leaves = new Map(output.inputs.map((x) => [x, entriesOf(x)]));
      const found = evaluateEntries(inIndices(output, leaves), (leaf) => feeds.get(leaf)!);
      const expected = evaluate(output, feeds);
      expect(found.shape, what).toEqual(expected.shape);
      expectClose(what, found.data, expected.data, 1e-13);
    }
  });
});

/** Ops that pass no derivative on. */
const WITHOUT_DERIVATIVE = new Set(["argMax", "oneHot", "stopGradient"]);
const differentiable = registry.filter((op) =>
  op.kind === "elementwise" ? op.result !== "bool" : !WITHOUT_DERIVATIVE.has(op.name),
);

describe.each(differentiable.map((op) => [op.name, op] as const))("the reverse rule of %s", (_name, op) => {
  it("is explained in four forms that agree, by formulas that are LaTeX, and stands the check", () => {
    for (const one of opCases(op, new Random(2)).filter(({ output }) => sizeOf(output.shape) > 0)) {
      const derivation = explained(one);
      expect(disagreeing(derivation, 1e-12), one.what).toEqual([]);
      expect(failing(derivation), one.what).toEqual({ local: [], endToEnd: [] });
      expect(badFormulas(derivation), one.what).toEqual([]);
    }
  });
});

/** The gradients of Σ w q by the op's real operands, where q is what the op gives and w are fixed weights. */
function explained({ output, feeds }: OpCase): Derivation {
  const random = new Random(7);
  const weights = Float64Array.from({ length: sizeOf(output.shape) }, () => random.uniform() - 0.3);
  const cost = sum(multiply(named("q", output), constant(hostArray(weights, output.shape))));
  return explain(cost, { feeds });
}

/** No number is further off than the tolerance times the largest of all. */
function expectClose(
  what: string,
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  const size = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(got[i]! - expected[i]!), `${what}, number ${i}`).toBeLessThanOrEqual(tolerance * size);
  }
}
