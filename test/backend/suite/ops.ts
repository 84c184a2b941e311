import { describe, expect, it } from "vitest";
import { gradients } from "../../../src/autodiff/reverse.ts";
import { opCases, type OpCase } from "../../../src/check/opCases.ts";
import { applyElementwise } from "../../../src/graph/apply.ts";
import { constant, input } from "../../../src/graph/leaves.ts";
import type { ElementwiseOp } from "../../../src/graph/op.ts";
import type { Tensor } from "../../../src/graph/tensor.ts";
import { multiply } from "../../../src/ops/multiply.ts";
import { registry } from "../../../src/ops/registry.ts";
import { sum } from "../../../src/ops/sum.ts";
import { hostArray, type HostArray } from "../../../src/tensor/hostArray.ts";
import { sizeOf } from "../../../src/tensor/shape.ts";
import { Random } from "../../../src/util/random.ts";
import { farFrom, farFromEach, RANGE } from "./compare.ts";
import { compileOn, compileReference, feed, roundedTo, TOLERANCE, type EngineUnderTest } from "./engine.ts";
import { sizedCases, wholeCases } from "./sizedCases.ts";

/** Every op of the registry, its value and its gradients, in all kinds of sizes: an op that is added there is tested here. */
export function testOps(engine: EngineUnderTest): void {
  const skipped = engine.skip?.flatMap(({ ops }) => ops) ?? [];
  for (const { reason, ops } of engine.skip ?? []) it.skip(`${ops.join(", ")}: ${reason}`);
  const tested = registry.filter(({ name }) => !skipped.includes(name));

  describe.each(tested.map((op) => [op.name, op] as const))("%s", (_name, op) => {
    const random = new Random(11).stream(op.name);

    it("has the reference's values and gradients, in all kinds of sizes", async () => {
      const cases = [...opCases(op, random), ...sizedCases(op, random, engine.sizes)].map((one) =>
        rounded(one, engine),
      );
      const tolerance = TOLERANCE[engine.precision];
      expect(await differences(engine, cases, (a, e) => farFrom(a, e, tolerance))).toEqual([]);
    });

    if (engine.sizes === "few") return;

    const whole = wholeCases(op, random);
    if (whole.length > 0) {
      it("keeps whole numbers and truth values exact", async () => {
        const cases = whole.map((one) => ({ ...one, variables: [] }));
        expect(await differences(engine, cases, (a, e) => farFrom(a, e, 0))).toEqual([]);
      });
    }

    if (op.kind === "elementwise") {
      it("treats ±0, ±∞, NaN, denormal and huge numbers as the reference does", async () => {
        const cases = [specialCase(op, engine.precision)];
        const tolerance = 10 * TOLERANCE[engine.precision];
        expect(
          await differences(engine, cases, (a, e) => farFromEach(a, e, tolerance, engine.precision)),
        ).toEqual([]);
      });
    }
  });
}

function rounded(one: OpCase, { precision }: EngineUnderTest): OpCase {
  const feeds = [...one.feeds].map(([leaf, value]): [Tensor, HostArray] => [
    leaf,
    roundedTo(precision, value),
  ]);
  return { ...one, feeds: new Map(feeds) };
}

/** All cases in one program: what does not agree, in words. */
async function differences(
  engine: EngineUnderTest,
  cases: readonly OpCase[],
  compare: (actual: HostArray, expected: HostArray) => string | undefined,
): Promise<string[]> {
  const named = cases.flatMap((one) => outputsOf(one));
  const computation = { outputs: named.map(([, node]) => node) };
  const feeds = new Map(cases.flatMap((one) => [...one.feeds]));
  const [own, right] = [await compileOn(engine, computation), compileReference(computation)];
  for (const compiled of [own, right]) {
    feed(compiled, computation, feeds);
    compiled.run();
  }
  const found = named.flatMap(([what, node]) => {
    const difference = compare(own.read(node), right.read(node));
    return difference === undefined ? [] : [`${what}: ${difference}`];
  });
  own.dispose();
  return found;
}

/** The result and, of a scalar that depends on all of it, the gradients. */
function outputsOf({ what, output, variables }: OpCase): [string, Tensor][] {
  if (output.dtype !== "real" || variables.length === 0) return [[what, output]];
  const cost = sum(multiply(output, weightsOf(output)));
  const slopes = gradients(cost, variables, { missing: "zeros" });
  return [[what, output], ...slopes.map((slope, i): [string, Tensor] => [`${what}, gradient ${i}`, slope])];
}

/** Different weights for all elements, exact in float32. */
function weightsOf({ shape }: Tensor): Tensor {
  const weights = Float64Array.from({ length: sizeOf(shape) }, (_, i) => 0.5 + ((i * 37) % 64) / 64);
  return constant(hostArray(weights, shape));
}

/** Every combination of special values. */
function specialCase(op: ElementwiseOp, precision: "f32" | "f64"): OpCase {
  const { least, most } = RANGE[precision];
  const magnitudes = [0, least / 8, least, 1e-3, 0.5, 1, 1.5, 3, 20, 1000, most / 4, most, Infinity];
  const values = Float64Array.from([...magnitudes, ...magnitudes.map((x) => -x), Number.NaN]);
  const special = precision === "f32" ? values.map(Math.fround) : values;
  const leaves = op.check.domain.map((_, axis) =>
    input(
      `x${axis}`,
      op.check.domain.map((__, other) => (other === axis ? special.length : 1)),
    ),
  );
  return {
    what: `${op.name} of special values`,
    output: applyElementwise(op, leaves),
    variables: [],
    feeds: new Map(leaves.map((leaf) => [leaf, hostArray(special, leaf.shape)])),
  };
}
