import { describe, expect, it } from "vitest";
import { erf } from "../src/expr/erf.ts";
import { numbers } from "../src/expr/numbers.ts";
import { constant } from "../src/graph/leaves.ts";
import type { ElementwiseOp } from "../src/graph/op.ts";
import { absOp } from "../src/ops/abs.ts";
import { addOp } from "../src/ops/add.ts";
import { atanOp } from "../src/ops/atan.ts";
import { clampOp } from "../src/ops/clamp.ts";
import { cosOp } from "../src/ops/cos.ts";
import { coshOp } from "../src/ops/cosh.ts";
import { divideOp } from "../src/ops/divide.ts";
import { eluOp } from "../src/ops/elu.ts";
import { equalOp } from "../src/ops/equal.ts";
import { erfOp } from "../src/ops/erf.ts";
import { expOp } from "../src/ops/exp.ts";
import { expm1Op } from "../src/ops/expm1.ts";
import { floorOp } from "../src/ops/floor.ts";
import { geluOp } from "../src/ops/gelu.ts";
import { greaterOp } from "../src/ops/greater.ts";
import { greaterEqualOp } from "../src/ops/greaterEqual.ts";
import { leakyReluOp } from "../src/ops/leakyRelu.ts";
import { less, lessOp } from "../src/ops/less.ts";
import { lessEqualOp } from "../src/ops/lessEqual.ts";
import { logOp } from "../src/ops/log.ts";
import { log1pOp } from "../src/ops/log1p.ts";
import { logicalAnd, logicalAndOp } from "../src/ops/logicalAnd.ts";
import { logicalNot, logicalNotOp } from "../src/ops/logicalNot.ts";
import { logicalOrOp } from "../src/ops/logicalOr.ts";
import { logicalXorOp } from "../src/ops/logicalXor.ts";
import { maximumOp } from "../src/ops/maximum.ts";
import { minimumOp } from "../src/ops/minimum.ts";
import { multiplyOp } from "../src/ops/multiply.ts";
import { negateOp } from "../src/ops/negate.ts";
import { notEqualOp } from "../src/ops/notEqual.ts";
import { powerOp } from "../src/ops/power.ts";
import { reciprocalOp } from "../src/ops/reciprocal.ts";
import { reluOp } from "../src/ops/relu.ts";
import { roundOp } from "../src/ops/round.ts";
import { sigmoidOp } from "../src/ops/sigmoid.ts";
import { signOp } from "../src/ops/sign.ts";
import { siluOp } from "../src/ops/silu.ts";
import { sinOp } from "../src/ops/sin.ts";
import { sinhOp } from "../src/ops/sinh.ts";
import { softplusOp } from "../src/ops/softplus.ts";
import { sqrtOp } from "../src/ops/sqrt.ts";
import { squareOp } from "../src/ops/square.ts";
import { subtractOp } from "../src/ops/subtract.ts";
import { tanOp } from "../src/ops/tan.ts";
import { tanhOp } from "../src/ops/tanh.ts";
import { whereOp } from "../src/ops/where.ts";
import { Random } from "../src/util/random.ts";

/** Each op with its function as the standard library or a definition has it, computed another way than the op does. */
const OPS: readonly (readonly [ElementwiseOp, (...args: number[]) => number])[] = [
  [absOp, Math.abs],
  [addOp, (a, b) => b + a],
  [atanOp, Math.atan],
  [clampOp, (x, low, high) => (x < low ? low : x > high ? high : x)],
  [cosOp, Math.cos],
  [coshOp, Math.cosh],
  [divideOp, (a, b) => a / b],
  [eluOp, (z, alpha) => (z > 0 ? z : alpha * Math.expm1(z))],
  [equalOp, (a, b) => Number(a === b)],
  [erfOp, erf],
  [expOp, Math.exp],
  [expm1Op, Math.expm1],
  [floorOp, Math.floor],
  [geluOp, (z) => (z * (1 + erf(z * Math.SQRT1_2))) / 2],
  [greaterEqualOp, (a, b) => Number(a >= b)],
  [greaterOp, (a, b) => Number(a > b)],
  [leakyReluOp, (z, slope) => Math.max(z, 0) + slope * Math.min(z, 0)],
  [lessEqualOp, (a, b) => Number(a <= b)],
  [lessOp, (a, b) => Number(a < b)],
  [log1pOp, Math.log1p],
  [logOp, Math.log],
  [logicalAndOp, (a, b) => a * b],
  [logicalNotOp, (a) => 1 - a],
  [logicalOrOp, (a, b) => Math.max(a, b)],
  [logicalXorOp, (a, b) => Number(a !== b)],
  [maximumOp, Math.max],
  [minimumOp, Math.min],
  [multiplyOp, (a, b) => a * b],
  [negateOp, (x) => 0 - x],
  [notEqualOp, (a, b) => Number(a !== b)],
  [powerOp, (x, n) => Math.exp(n * Math.log(x))],
  [reciprocalOp, (x) => 1 / x],
  [reluOp, (z) => (z > 0 ? z : 0)],
  [roundOp, Math.round],
  [sigmoidOp, (z) => (1 + Math.tanh(z / 2)) / 2],
  [signOp, Math.sign],
  [siluOp, (z) => (z * (1 + Math.tanh(z / 2))) / 2],
  [sinOp, Math.sin],
  [sinhOp, Math.sinh],
  [softplusOp, (z) => Math.log(1 + Math.exp(z))],
  [sqrtOp, Math.sqrt],
  [squareOp, (x) => x ** 2],
  [subtractOp, (a, b) => a - b],
  [tanOp, Math.tan],
  [tanhOp, Math.tanh],
  [whereOp, (condition, a, b) => (condition === 0 ? b : a)],
];

const SMOOTH = OPS.filter(([op]) => op.result !== "bool");

/** What people read: the numbers that the formulas without guards stand for. */
const asRead = { ...numbers, guards: "omitted" } as const;

/** Limits and corners: arguments, the value, and its derivative with respect to each (null for none). */
const LIMITS: readonly (readonly [ElementwiseOp, readonly number[], number, readonly (number | null)[]])[] = [
  [absOp, [0], 0, [0]],
  [absOp, [-Infinity], Infinity, [-1]],
  [atanOp, [1e200], Math.PI / 2, [0]],
  [atanOp, [-Infinity], -Math.PI / 2, [0]],
  [clampOp, [Infinity, -1, 2], 2, [0, 0, 1]],
  [clampOp, [-Infinity, -1, 2], -1, [0, 1, 0]],
  [clampOp, [2, -1, 2], 2, [1, 0, 0]],
  [clampOp, [0, 2, -1], -1, [0, 0, 1]],
  [coshOp, [710.4], Math.cosh(710.4), [Math.sinh(710.4)]],
  [coshOp, [-1000], Infinity, [-Infinity]],
  [coshOp, [-Infinity], Infinity, [-Infinity]],
  [divideOp, [1, Infinity], 0, [0, 0]],
  [divideOp, [1, 0], Infinity, [Infinity, -Infinity]],
  [eluOp, [0, 2], 0, [2, 0]],
  [eluOp, [1000, 2], 1000, [1, 0]],
  [eluOp, [Infinity, 2], Infinity, [1, 0]],
  [eluOp, [-Infinity, 2], -2, [0, -1]],
  [erfOp, [1000], 1, [0]],
  [erfOp, [-Infinity], -1, [0]],
  [expOp, [-Infinity], 0, [0]],
  [expm1Op, [-Infinity], -1, [0]],
  [geluOp, [1000], 1000, [1]],
  [geluOp, [Infinity], Infinity, [1]],
  [geluOp, [-1000], 0, [0]],
  [geluOp, [-Infinity], 0, [0]],
  [leakyReluOp, [0, 0.25], 0, [0.25, 0]],
  [leakyReluOp, [-Infinity, 0.25], -Infinity, [0.25, -Infinity]],
  [leakyReluOp, [Infinity, 0.25], Infinity, [1, 0]],
  [logOp, [0], -Infinity, [Infinity]],
  [logOp, [Infinity], Infinity, [0]],
  [log1pOp, [-1], -Infinity, [Infinity]],
  [maximumOp, [2, 2], 2, [0.5, 0.5]],
  [maximumOp, [-Infinity, Infinity], Infinity, [0, 1]],
  [minimumOp, [2, 2], 2, [0.5, 0.5]],
  [minimumOp, [-Infinity, Infinity], -Infinity, [1, 0]],
  [powerOp, [0, 3], 0, [0, 0]],
  [powerOp, [0, 1], 0, [1, 0]],
  [powerOp, [0, 0.5], 0, [Infinity, 0]],
  [powerOp, [0, 0], 1, [0, 0]],
  [powerOp, [0, -1], Infinity, [-Infinity, -Infinity]],
  [powerOp, [5, 0], 1, [0, Math.log(5)]],
  [powerOp, [-2, 3], -8, [12, NaN]],
  [powerOp, [Infinity, -1], 0, [0, 0]],
  [reciprocalOp, [Infinity], 0, [0]],
  [reluOp, [0], 0, [0]],
  [reluOp, [-Infinity], 0, [0]],
  [reluOp, [Infinity], Infinity, [1]],
  [sigmoidOp, [-1000], 0, [0]],
  [sigmoidOp, [-Infinity], 0, [0]],
  [sigmoidOp, [Infinity], 1, [0]],
  [signOp, [0], 0, [0]],
  [signOp, [-Infinity], -1, [0]],
  [siluOp, [1000], 1000, [1]],
  [siluOp, [Infinity], Infinity, [1]],
  [siluOp, [-40], -40 * Math.exp(-40), [-39 * Math.exp(-40)]],
  [siluOp, [-1000], 0, [0]],
  [siluOp, [-Infinity], 0, [0]],
  [sinhOp, [1e-20], 1e-20, [1]],
  [sinhOp, [710.4], Math.sinh(710.4), [Math.cosh(710.4)]],
  [sinhOp, [-710.4], Math.sinh(-710.4), [Math.cosh(710.4)]],
  [sinhOp, [-1000], -Infinity, [Infinity]],
  [sinhOp, [-Infinity], -Infinity, [Infinity]],
  [softplusOp, [1000], 1000, [1]],
  [softplusOp, [Infinity], Infinity, [1]],
  [softplusOp, [-40], Math.exp(-40), [Math.exp(-40)]],
  [softplusOp, [-1000], 0, [0]],
  [softplusOp, [-Infinity], 0, [0]],
  [sqrtOp, [0], 0, [Infinity]],
  [sqrtOp, [Infinity], Infinity, [0]],
  [tanhOp, [-Infinity], -1, [0]],
  [whereOp, [1, 2, Infinity], 2, [null, 1, 0]],
];

describe.each(OPS.map(([op, meaning]) => [op.name, op, meaning] as const))("%s", (_, op, meaning) => {
  it("computes its function", () => {
    for (const args of samples(op)) expectClose(op.value(numbers, ...args), meaning(...args), 1e-14, args);
  });

  it("has a derivative exactly for the arguments on which it depends smoothly", () => {
    const slopes = slopesOf(op, samples(op)[0]!);
    expect(slopes).toHaveLength(op.arity);
    expect(slopes.map((slope) => slope === null)).toEqual(
      slopes.map((_, i) => op.result === "bool" || (op === whereOp && i === 0)),
    );
  });
});

describe.each(SMOOTH.map(([op]) => [op.name, op] as const))("%s", (_, op) => {
  it("has the derivatives that central differences show", () => {
    for (const args of samples(op)) {
      slopesOf(op, args).forEach((slope, i) => {
        if (slope !== null) expectClose(slope, centralDifference(op, args, i), 1e-8, args);
      });
    }
  });

  it("computes the formulas that people read", () => {
    for (const args of samples(op)) {
      const y = op.value(numbers, ...args);
      expectClose(y, op.value(asRead, ...args), 1e-13, args);
      const read = op.derivative(asRead, ...args, y);
      slopesOf(op, args).forEach((slope, i) => {
        if (slope !== null) expectClose(slope, read[i]!, 1e-13, args);
      });
    }
  });

  it("turns NaN into NaN", () => {
    expect(op.value(numbers, ...op.check.domain.map(() => NaN))).toBeNaN();
  });
});

describe("at limits and corners", () => {
  it.each(LIMITS)(
    "$name of %j has its limit and the derivatives of its convention",
    (op, args, value, slopes) => {
      expectClose(op.value(numbers, ...args), value, 2e-15, args, 1e-280);
      const actual = slopesOf(op, args);
      slopes.forEach((slope, i) => {
        if (slope === null) expect(actual[i]).toBeNull();
        else expectClose(actual[i]!, slope, 2e-15, args, 1e-280);
      });
    },
  );
});

describe("conditions", () => {
  it("compare NaN as IEEE 754 does: only 'not equal' holds", () => {
    const comparisons = [lessOp, lessEqualOp, greaterOp, greaterEqualOp, equalOp, notEqualOp];
    expect(comparisons.map((op) => op.value(numbers, NaN, 1))).toEqual([0, 0, 0, 0, 0, 1]);
    expect(comparisons.map((op) => op.value(numbers, 1, 1))).toEqual([0, 1, 0, 1, 1, 0]);
  });

  it("refuse numbers where a condition is required", () => {
    expect(() => logicalAnd(less(constant([1]), 2), constant([1]))).toThrow(
      "logicalAnd(): the second condition must be bool, got real",
    );
    expect(() => logicalNot(constant([1]))).toThrow("logicalNot(): the condition must be bool");
    expect(logicalNot(less(constant([1]), 2)).dtype).toBe("bool");
  });
});

/** Points of the op's domain, away from its kinks; 0 and 1 for conditions. */
function samples(op: ElementwiseOp): number[][] {
  const random = new Random(1).stream(op.name);
  const logical = op.name.startsWith("logical");
  const draw = (): number[] =>
    op.check.domain.map(([low, high]) => {
      const u = random.uniform();
      return logical ? Math.round(u) : low + (high - low) * u;
    });
  return Array.from({ length: 200 }, draw).filter((args) => (op.check.kink?.(...args) ?? 1) > 0.005);
}

function slopesOf(op: ElementwiseOp, args: readonly number[]): readonly (number | null)[] {
  return op.derivative(numbers, ...args, op.value(numbers, ...args));
}

/** The slope by four points, whose error shrinks with the fourth power of the step. */
function centralDifference(op: ElementwiseOp, args: readonly number[], i: number): number {
  const step = 1e-3;
  const at = (steps: number): number => op.value(numbers, ...args.with(i, args[i]! + steps * step));
  return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
}

/** Within `tolerance` of the expected number, or of `smallest` if that is larger; infinities and NaN must match. */
function expectClose(
  actual: number,
  expected: number,
  tolerance: number,
  args: readonly number[],
  smallest = 1,
): void {
  if (!Number.isFinite(expected)) {
    expect(actual, `at ${args.join(", ")}`).toBe(expected);
    return;
  }
  expect(Math.abs(actual - expected), `${actual} for ${expected} at ${args.join(", ")}`).toBeLessThanOrEqual(
    tolerance * Math.max(smallest, Math.abs(expected)),
  );
}
