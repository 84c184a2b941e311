import { describe, expect, it } from "vitest";
import { gradientCheck } from "../../src/check/gradientCheck.ts";
import { checkOp, type OpCheck } from "../../src/check/opCheck.ts";
import type { Scalars } from "../../src/expr/scalars.ts";
import { applyElementwise } from "../../src/graph/apply.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import { elementwise, structural, type ElementwiseOp, type StructuralOp } from "../../src/graph/op.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { matmulOp } from "../../src/ops/matmul.ts";
import { stopGradient } from "../../src/ops/stopGradient.ts";
import { sum } from "../../src/ops/sum.ts";

const explain = { latex: (...args: string[]) => args.join(" "), says: "exists for a test" };

/** Which kinds of check reject an op. */
function rejectedBy(op: ElementwiseOp | StructuralOp): OpCheck["kind"][] {
  const failed = checkOp(op, 3).filter(({ verdict }) => verdict === "fail");
  return [...new Set(failed.map(({ kind }) => kind))].sort();
}

describe("elementwise rules", () => {
  type Rule = ElementwiseOp["derivative"];

  const sigmoidWith = (derivative: Rule): ElementwiseOp =>
    elementwise("sigmoid", {
      value: (s, z) => s.divide(1, s.add(1, s.exp(s.negate(z)))),
      derivative,
      explain,
      check: { domain: [[-4, 4]] },
    });
  const productWith = (derivative: Rule): ElementwiseOp =>
    elementwise("product", {
      value: (s, x, y) => s.multiply(x, y),
      derivative,
      explain,
      check: {
        domain: [
          [-3, 3],
          [1, 3],
        ],
      },
    });
  const slope = <T>(s: Scalars<T>, a: T): T => s.multiply(a, s.subtract(1, a));

  const right: [string, ElementwiseOp][] = [
    ["σ′ = a (1 - a)", sigmoidWith((s, _z, a) => [slope(s, a)])],
    ["both factors of a product", productWith((_s, x, y) => [y, x])],
    ["the slopes of max(x, 0) away from 0", rectifier((s, x) => [s.select(s.less(0, x), 1, 0)])],
  ];
  it.each(right)("pass where they are right: %s", (_, op) => {
    expect(checkOp(op, 3).length).toBeGreaterThan(20);
    expect(rejectedBy(op)).toEqual([]);
  });

  const wrong: [string, ElementwiseOp][] = [
    ["wrong sign", sigmoidWith((s, _z, a) => [s.negate(slope(s, a))])],
    ["factor 2", sigmoidWith((s, _z, a) => [s.multiply(2, slope(s, a))])],
    ["factor ½", sigmoidWith((s, _z, a) => [s.multiply(0.5, slope(s, a))])],
    ["factor 1 + 1e-4", sigmoidWith((s, _z, a) => [s.multiply(1.0001, slope(s, a))])],
    ["factor 1 + 1e-5", sigmoidWith((s, _z, a) => [s.multiply(1.00001, slope(s, a))])],
    ["σ′ lost", sigmoidWith((s) => [s.constant(1)])],
    ["σ′ doubled: σ′²", sigmoidWith((s, _z, a) => [s.multiply(slope(s, a), slope(s, a))])],
    ["σ′ of z in place of a", sigmoidWith((s, z) => [slope(s, z)])],
    ["1 - a forgotten", sigmoidWith((_s, _z, a) => [a])],
    ["an absolute error of 1e-4", sigmoidWith((s, _z, a) => [s.add(slope(s, a), 1e-4)])],
    ["NaN", sigmoidWith((s) => [s.constant(Number.NaN)])],
    ["infinite", sigmoidWith((s) => [s.constant(Infinity)])],
    ["null where a gradient is due", sigmoidWith(() => [null])],
    ["0 where a gradient is due", sigmoidWith(() => [0])],
    ["the operands' slopes exchanged", productWith((_s, x, y) => [x, y])],
    ["null for the second operand", productWith((_s, _x, y) => [y, null])],
    ["a slope right on one side of 0 only", rectifier((s) => [s.constant(1)])],
    ["slopes on both sides exchanged", rectifier((s, x) => [s.select(s.less(0, x), 0, 1)])],
  ];
  it.each(wrong)("are rejected: %s", (_, op) => {
    expect(rejectedBy(op)).toContain("gradient");
  });

  function rectifier(derivative: Rule): ElementwiseOp {
    return elementwise("rectifier", {
      value: (s, x) => s.maximum(x, 0),
      derivative,
      explain,
      check: { domain: [[-3, 3]], kink: (x) => Math.abs(x) },
    });
  }

  it("a domain that is all kinks is refused instead of searched for ever", () => {
    const op = elementwise("kinky", {
      value: (s, x) => s.abs(x),
      derivative: (_s, x) => [x],
      explain,
      check: { domain: [[-1, 1]], kink: () => 0 },
    });
    expect(() => checkOp(op)).toThrow(/checkOp\(\): "kinky" must have a domain .* widen check.domain/);
  });
});

describe("structural rules", () => {
  type Rules = Partial<Pick<StructuralOp, "vjp" | "jvp">>;

  /** The product of two square matrices: shapes fit whichever factor is transposed. */
  const productWith = (rules: Rules): StructuralOp =>
    structural("squareProduct", {
      shape: ([a]) => a!,
      evaluate: (inputs, attributes, output) => {
        matmulOp.evaluate(inputs, attributes, output);
      },
      vjp: (t, { inputs: [a, b], yBar }) => [
        t.matmul(yBar, t.transpose(b!, [1, 0])),
        t.matmul(t.transpose(a!, [1, 0]), yBar),
      ],
      jvp: "multilinear",
      explain,
      check: {
        cases: [
          {
            shapes: [
              [3, 3],
              [3, 3],
            ],
            attributes: {},
          },
        ],
      },
      ...rules,
    });
  /** The squares of 40 elements. */
  const squaresWith = (rules: Rules): StructuralOp =>
    structural("squares", {
      shape: ([x]) => x!,
      evaluate: ([x], _, output) => {
        output.data.set(x!.data.map((v) => v * v));
      },
      vjp: (t, { inputs: [x], yBar }) => [t.multiply(yBar, t.multiply(2, x!))],
      jvp: { rule: (t, { inputs: [x], xDots: [xDot] }) => t.multiply(xDot!, t.multiply(2, x!)) },
      explain,
      check: { cases: [{ shapes: [[40]], attributes: {} }] },
      ...rules,
    });

  it("pass where they are right", () => {
    expect(rejectedBy(productWith({}))).toEqual([]);
    expect(rejectedBy(squaresWith({}))).toEqual([]);
  });

  const wrongProducts: [string, Rules][] = [
    [
      "ȳ b",
      { vjp: (t, { inputs: [a, b], yBar }) => [t.matmul(yBar, b!), t.matmul(t.transpose(a!, [1, 0]), yBar)] },
    ],
    [
      "a ȳ",
      { vjp: (t, { inputs: [a, b], yBar }) => [t.matmul(yBar, t.transpose(b!, [1, 0])), t.matmul(a!, yBar)] },
    ],
    [
      "bᵀ ȳ",
      {
        vjp: (t, { inputs: [a, b], yBar }) => [
          t.matmul(t.transpose(b!, [1, 0]), yBar),
          t.matmul(t.transpose(a!, [1, 0]), yBar),
        ],
      },
    ],
    ["nothing for a", { vjp: (t, { inputs: [a], yBar }) => [null, t.matmul(t.transpose(a!, [1, 0]), yBar)] }],
    ["nothing at all", { vjp: () => [null, null] }],
  ];
  it.each(wrongProducts)("of a matrix product are rejected: %s", (_, rules) => {
    expect(rejectedBy(productWith(rules))).toContain("gradient");
    expect(rejectedBy(productWith(rules))).toContain("adjoint");
  });

  /** 1 everywhere but for the last of 40 elements. */
  const allButOne = (last: number): Tensor =>
    constant(Array.from({ length: 40 }, (_, i) => (i < 39 ? 1 : last)));
  const spoiltBy = (factor: Tensor): Rules => ({
    vjp: (t, { inputs: [x], yBar }) => [t.multiply(factor as never, t.multiply(yBar, t.multiply(2, x!)))],
  });

  it.each([-1, 0, 2, 1.01, 1.0001])(
    "are rejected for one element of 40 that is %d times too large",
    (factor) => {
      expect(rejectedBy(squaresWith(spoiltBy(allButOne(factor))))).toContain("gradient");
    },
  );

  it("are rejected for a wrong forward rule beside a right reverse rule, by the adjoint check alone", () => {
    const wrong: Rules = {
      jvp: { rule: (t, { inputs: [x], xDots: [xDot] }) => t.multiply(xDot!, t.multiply(2.001, x!)) },
    };
    expect(rejectedBy(squaresWith(wrong))).toEqual(["adjoint"]);
    expect(rejectedBy(squaresWith({ jvp: "linear" }))).toEqual(["adjoint"]);
    expect(rejectedBy(productWith({ jvp: "linear" }))).toEqual(["adjoint"]);
  });

  it("are rejected for a wrong reverse rule beside a right forward rule, by differences and by the adjoint check", () => {
    const wrong = spoiltBy(allButOne(1.0001));
    expect(rejectedBy(squaresWith(wrong))).toEqual(expect.arrayContaining(["adjoint", "gradient"]));
  });

  it("are rejected for a second derivative that is wrong though the first is right", () => {
    const wrong: Rules = {
      vjp: (t, { inputs: [x], yBar }) => {
        const still = stopGradient(x as Tensor) as never;
        return [t.multiply(yBar, t.multiply(2, still))];
      },
    };
    expect(rejectedBy(squaresWith(wrong))).toEqual(["second order"]);
  });
});

it("an op applied by hand is checked like those of the library", () => {
  const cube = elementwise("cube", {
    value: (s, x) => s.multiply(x, s.multiply(x, x)),
    derivative: (s, x) => [s.multiply(3, s.multiply(x, x))],
    explain,
    check: { domain: [[-2, 2]] },
  });
  const x = input("x", [2]);
  expect(gradientCheck(sum(applyElementwise(cube, [x])), [x], { x: [1, 2] }).verdict).toBe("pass");
});
