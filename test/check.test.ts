import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradients } from "../src/autodiff/reverse.ts";
import { adjointCheck } from "../src/check/adjointCheck.ts";
import { compareGradients, gradientCheck } from "../src/check/gradientCheck.ts";
import { checkOp, type OpCheck } from "../src/check/opCheck.ts";
import type { Scalars } from "../src/expr/scalars.ts";
import { applyElementwise } from "../src/graph/apply.ts";
import { constant, input } from "../src/graph/leaves.ts";
import { elementwise, structural, type ElementwiseOp, type StructuralOp } from "../src/graph/op.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { activations, ACTIVATION_NAMES } from "../src/nn/activations.ts";
import { COST_NAMES } from "../src/nn/costs/costs.ts";
import { quadratic } from "../src/nn/costs/quadratic.ts";
import { createNetwork } from "../src/nn/createNetwork.ts";
import { dense } from "../src/nn/layers/dense.ts";
import { costOf, forward, network, parametersOf } from "../src/nn/network.ts";
import { abs } from "../src/ops/abs.ts";
import { add } from "../src/ops/add.ts";
import { floor } from "../src/ops/floor.ts";
import { log } from "../src/ops/log.ts";
import { matmul, matmulOp } from "../src/ops/matmul.ts";
import { multiply } from "../src/ops/multiply.ts";
import { relu } from "../src/ops/relu.ts";
import { sigmoid } from "../src/ops/sigmoid.ts";
import { sin } from "../src/ops/sin.ts";
import { square } from "../src/ops/square.ts";
import { stopGradient } from "../src/ops/stopGradient.ts";
import { sum } from "../src/ops/sum.ts";
import { tanh } from "../src/ops/tanh.ts";
import { transpose } from "../src/ops/transpose.ts";
import { Random } from "../src/util/random.ts";

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

describe("adjointCheck()", () => {
  const x = input("x", [3]);

  it("gives both sides, which agree", () => {
    const check = adjointCheck(tanh(x), [x], { x: [1, -2, 0.5] }, { seed: 4 });
    expect(check.verdict).toBe("pass");
    expect(check.forward).toBeCloseTo(check.reverse, 12);
    expect(check.forward).not.toBe(0);
  });

  it("accepts by name the numbers of a variable that a linear function's derivative does not hold", () => {
    expect(adjointCheck(multiply(x, 3), [x], { x: [1, 2, 3] }).verdict).toBe("pass");
  });

  it("fails where both sides are infinite or NaN, since that shows nothing", () => {
    expect(adjointCheck(multiply(x, Infinity), [x], { x: [1, 1, 1] }).verdict).toBe("fail");
    expect(adjointCheck(log(x), [x], { x: [0, 1, 1] }).verdict).toBe("fail");
  });

  it("passes where the derivative is 0 everywhere", () => {
    expect(adjointCheck(multiply(x, 0), [x], { x: [1, 1, 1] })).toMatchObject({
      verdict: "pass",
      relativeError: 0,
    });
  });
});

describe("compareGradients() on a 2-3-4 network", () => {
  const net = network({
    layers: [
      {
        weights: [
          [0.15, -0.42],
          [0.73, 0.31],
          [-0.58, 0.94],
        ],
        bias: [0.11, -0.27, 0.36],
        activation: "sigmoid",
      },
      {
        weights: [
          [0.4, -0.65, 0.22],
          [0.83, 0.17, -0.91],
          [-0.34, 0.56, 0.78],
          [0.05, -0.49, 0.62],
        ],
        bias: [0.6, -0.12, 0.25, -0.38],
        activation: "sigmoid",
      },
    ],
    cost: "quadratic",
  });
  const x = input("x", [2, 2]);
  const y = input("y", [2, 4]);
  const feeds = {
    x: [
      [0.05, 0.1],
      [-0.7, 1.3],
    ],
    y: [
      [0.01, 0.99, 0.4, 0.7],
      [0.8, 0.2, 0.6, 0.1],
    ],
  };
  const pass = forward(net, x);
  const cost = costOf(net, pass, y);
  const parameters = parametersOf(net);
  const rightOnes: readonly Tensor[] = gradients(cost, parameters);
  const compare = (claimed: readonly Tensor[]) => compareGradients(cost, parameters, claimed, feeds);

  it("passes the right ones with an error far below the tolerance", () => {
    const check = compare(rightOnes);
    expect(check.verdict).toBe("pass");
    expect(check.maxRelativeError).toBeLessThan(1e-8);
    expect(check.variables.map(({ name, checked, kinks }) => [name, checked, kinks])).toEqual([
      ["W¹", 6, 0],
      ["b¹", 3, 0],
      ["W²", 12, 0],
      ["b²", 4, 0],
    ]);
  });

  it.each([0, 1, 2, 3])(
    "rejects each single element of parameter %d that is wrong by a part in 10⁴, and names it",
    (p) => {
      const { shape } = parameters[p]!;
      const size = shape.reduce((a, b) => a * b, 1);
      for (let at = 0; at < size; at++) {
        const factors = new Float64Array(size).fill(1);
        factors[at] = 1.0001;
        const wrong = multiply(rightOnes[p]!, constant({ data: factors, shape }));
        const check = compare(rightOnes.with(p, wrong));
        expect(check.verdict).toBe("fail");
        expect(check.variables.map(({ relativeError }) => relativeError > 1e-6)).toEqual(
          [0, 1, 2, 3].map((q) => q === p),
        );
        const columns = shape[1] ?? 1;
        const index = shape.length === 1 ? [at] : [Math.floor(at / columns), at % columns];
        expect(check.variables[p]!.worst.index).toEqual(index);
      }
    },
  );

  it("rejects the errors of books: σ′ lost, δ transposed, ½ missing, sum for mean, sign, one bias for all", () => {
    const [z1, z2] = pass.z;
    const [a1, a2] = pass.a;
    const w2 = net.layers[1]!.weights;
    const slope = (a: Tensor): Tensor => multiply(a, add(1, multiply(-1, a)));
    const miss = multiply(add(a2!, multiply(-1, y)), 0.5);
    const delta2 = multiply(miss, slope(a2!));
    const delta1 = multiply(matmul(delta2, w2), slope(a1!));
    const from = (d1: Tensor, d2: Tensor): Tensor[] => [
      matmul(transpose(d1), x),
      sum(d1, 0),
      matmul(transpose(d2), a1!),
      sum(d2, 0),
    ];
    expect(compare(from(delta1, delta2)).verdict).toBe("pass");
    // σ′(z²) on the wrong side of Wᵀ, as in "σ′ ⊙ (Wᵀ ∂C/∂a)" for equal sizes: here σ′ of layer 1 stands in.
    expect(compare(from(multiply(matmul(miss, w2), slope(a1!)), delta2)).verdict).toBe("fail");
    expect(compare(from(matmul(delta2, w2), delta2)).verdict).toBe("fail");
    expect(compare(from(delta1, miss)).verdict).toBe("fail");
    expect(compare(from(multiply(delta1, slope(a1!)), delta2)).verdict).toBe("fail");
    expect(compare(from(multiply(matmul(delta2, w2), slope(z1!)), delta2)).verdict).toBe("fail");
    expect(compare(from(delta1, multiply(miss, slope(z2!)))).verdict).toBe("fail");
    expect(compare(from(multiply(delta1, 2), multiply(delta2, 2))).verdict).toBe("fail");
    expect(compare(from(multiply(delta1, -1), multiply(delta2, -1))).verdict).toBe("fail");
    const bias = add(multiply(sum(delta2), 0.25), constant([0, 0, 0, 0]));
    expect(compare([...from(delta1, delta2).slice(0, 3), bias]).verdict).toBe("fail");
  });

  it("rejects claims that do not fit, and options under which anything would pass", () => {
    expect(() => compare(rightOnes.slice(1))).toThrow(/needs a gradient for each of 4 tensors, got 3/);
    expect(() => compare(rightOnes.with(0, rightOnes[1]!))).toThrow(
      /gradient 0 must have the shape of its tensor, \[3, 2\], got \[3\]/,
    );
    expect(() => compareGradients(pass.output, parameters, rightOnes, feeds)).toThrow(
      /only a scalar has a gradient/,
    );
    for (const tolerance of [0, -1, Number.NaN]) {
      expect(() => compareGradients(cost, parameters, rightOnes, feeds, { tolerance })).toThrow(
        /tolerance must be over 0/,
      );
    }
    for (const sample of [0, -1, Number.NaN]) {
      expect(() => compareGradients(cost, parameters, rightOnes, feeds, { sample })).toThrow(
        /sample must be 1 or more/,
      );
    }
  });

  it("fails on NaN and on infinity, wherever they are", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      const claim = add(
        rightOnes[2]!,
        constant([
          [0, 0, 0],
          [0, 0, bad],
          [0, 0, 0],
          [0, 0, 0],
        ]),
      );
      const check = compare(rightOnes.with(2, claim));
      expect(check.verdict).toBe("fail");
      expect(check.variables[2]!.worst.index).toEqual([1, 2]);
    }
    const v = input("v", [2]);
    expect(gradientCheck(sum(log(v)), [v], { v: [-1, 1] }).verdict).toBe("fail");
    expect(gradientCheck(sum(log(v)), [v], { v: [0, 1] }).verdict).toBe("fail");
  });

  it("compares the sampled elements only, the same for the same seed, and still needs claims that are finite", () => {
    const options = { sample: 5, seed: 9 };
    const check = compareGradients(cost, parameters, rightOnes, feeds, options);
    expect(check.variables.map(({ checked }) => checked)).toEqual([5, 3, 5, 4]);
    expect(compareGradients(cost, parameters, rightOnes, feeds, options)).toEqual(check);
  });

  it("rejects the printed derivation that puts σ′ on the wrong side of Wᵀ: 0.03512 in place of 0.03635", () => {
    // Mazur's 2-2-2 network; ∂C/∂a¹ by differences is (0.03635, 0.04137), by the misprint (0.03512, 0.03760).
    const a = input("a", [2]);
    const [w, b] = [
      constant([
        [0.4, 0.45],
        [0.5, 0.55],
      ]),
      constant([0.6, 0.6]),
    ];
    const c = quadratic(sigmoid(dense(a, w, b)), constant([0.01, 0.99]));
    const at = { a: [0.593269992, 0.596884378] };
    const check = gradientCheck(c, [a], at);
    expect(check.verdict).toBe("pass");
    expect(check.variables[0]!.worst.numeric).toBeCloseTo(
      check.variables[0]!.worst.index[0] === 0 ? 0.03635 : 0.04137,
      5,
    );
    expect(compareGradients(c, [a], [constant([0.03512, 0.0376])], at).verdict).toBe("fail");
    expect(compareGradients(c, [a], [constant([0.03635031, 0.0376])], at).verdict).toBe("fail");
    expect(compareGradients(c, [a], [constant([0.03512, 0.04137])], at, { tolerance: 1e-2 }).verdict).toBe(
      "fail",
    );
  });
});

it("one element wrong by a part in 50,000 is found among 2,000 right ones, which dilute a common norm 45-fold", () => {
  const w = input("w", [2000]);
  const random = new Random(5);
  const values = Array.from({ length: 2000 }, () => random.normal());
  const cost = sum(multiply(square(w), 0.5));
  const at = values.findIndex((v) => Math.abs(v) > 0.9 && Math.abs(v) < 1.1);
  const factors = values.map((_, i) => (i === at ? 1.00002 : 1));
  const check = compareGradients(cost, [w], [multiply(w, constant(factors))], { w: values });
  expect(check.verdict).toBe("fail");
  expect(check.variables[0]!.worst.index).toEqual([at]);
  expect(compareGradients(cost, [w], [w], { w: values }).verdict).toBe("pass");
});

describe("kinks", () => {
  const x = input("x", []);
  /** Compares a claimed slope of f at a point. */
  const claim = (f: (x: Tensor) => Tensor, at: number, slope: number) => {
    const { verdict, variables } = compareGradients(f(x), [x], [constant(slope)], { x: at });
    return [verdict, variables[0]!.kinks];
  };

  it.each([0, 0.5, 1, 1e-9, 0.25])("accept %d as the slope of a ReLU at exactly 0, and count it", (slope) => {
    // The central difference is ½, with which ½ agrees without any look at the sides.
    expect(claim(relu, 0, slope)).toEqual(["pass", slope === 0.5 ? 0 : 1]);
  });

  it.each([-0.1, 1.1, -1, 2, -1e-4, 1.0001])("do not accept %d as the slope of a ReLU at 0", (slope) => {
    expect(claim(relu, 0, slope)).toEqual(["fail", 0]);
  });

  it("accept slopes from -1 to 1 for |x| at 0, and no others", () => {
    for (const slope of [-1, -0.3, 0.7, 1]) expect(claim(abs, 0, slope)).toEqual(["pass", 1]);
    for (const slope of [-1.01, 1.01, 5, Number.NaN]) expect(claim(abs, 0, slope)).toEqual(["fail", 0]);
  });

  it("accept slopes between the sides of a bent kink: x² + |x - 1| at 1 has 1 and 3", () => {
    const f = (v: Tensor): Tensor => add(square(v), abs(add(v, -1)));
    for (const slope of [1, 1.5, 3]) expect(claim(f, 1, slope)).toEqual(["pass", 1]);
    for (const slope of [0.99, 3.01]) expect(claim(f, 1, slope)).toEqual(["fail", 0]);
  });

  // The largest step is 6e-6: all these kinks are within it.
  const distances = [5e-6, 1e-6, 5e-7, 3e-7, 1e-7, 6e-8, 5e-8, 4e-8];
  it.each(distances)("%d away belong to the other side: only this side's slope is right", (distance) => {
    expect(claim(relu, distance, 1)[0]).toBe("pass");
    expect(claim(relu, -distance, 0)[0]).toBe("pass");
    expect(claim(relu, distance, 0)).toEqual(["fail", 0]);
    expect(claim(relu, -distance, 1)).toEqual(["fail", 0]);
    expect(claim(abs, distance, -1)).toEqual(["fail", 0]);
    const steep = (v: Tensor): Tensor => multiply(relu(v), 1e6);
    expect(claim(steep, distance, 1e6)[0]).toBe("pass");
    expect(claim(steep, distance, 0)).toEqual(["fail", 0]);
  });

  it.each([2e-8, 1e-8, 1e-10, 1e-15])("%d away never make a right slope fail", (distance) => {
    expect(claim(relu, distance, 1)[0]).toBe("pass");
    expect(claim(relu, -distance, 0)[0]).toBe("pass");
    expect(claim(relu, distance, 1.1)[0]).toBe("fail");
  });

  it("are not seen in smooth functions, however strongly bent", () => {
    const bent = (v: Tensor): Tensor => multiply(square(v), 1e6);
    for (const at of [0, 0.3, 1, -7]) {
      expect(claim(bent, at, 2e6 * at)).toEqual(["pass", 0]);
      const unit = Math.max(1, 2e6 * Math.abs(at));
      for (const error of [0.001, -0.01, 1, -2])
        expect(claim(bent, at, 2e6 * at + error * unit)).toEqual(["fail", 0]);
    }
    const fast = (v: Tensor): Tensor => sin(multiply(v, 1000));
    expect(claim(fast, 0.2, 1000 * Math.cos(200))).toEqual(["pass", 0]);
    expect(claim(fast, 0.2, 1001 * Math.cos(200))).toEqual(["fail", 0]);
  });

  it("are not seen in jumps, whose slopes grow without end", () => {
    expect(claim(floor, 1, 5)).toEqual(["fail", 0]);
    expect(claim(floor, 1.5, 0)).toEqual(["pass", 0]);
  });

  it("in a whole layer are counted one by one", () => {
    const v = input("v", [4]);
    const { verdict, variables } = gradientCheck(sum(relu(v)), [v], { v: [0, 1, 0, -1] });
    expect([verdict, variables[0]!.kinks, variables[0]!.checked]).toEqual(["pass", 2, 4]);
  });
});

describe("gradients of all sizes", () => {
  const x = input("x", [3]);

  it.each([1e-30, 1e-8, 1, 1e8, 1e30])("a cost of size %d neither fails nor hides an error", (size) => {
    const cost = multiply(sum(square(tanh(x))), size);
    const at = { x: [0.3, -1.2, 2] };
    expect(gradientCheck(cost, [x], at).verdict).toBe("pass");
    const [right] = gradients(cost, [x]);
    const wrong = multiply(right, constant([1, 1.0001, 1]));
    expect(compareGradients(cost, [x], [wrong], at).verdict).toBe("fail");
    expect(compareGradients(cost, [x], [multiply(right, 0)], at).verdict).toBe("fail");
  });

  it.each([1e-8, 1, 1e5])("inputs of size %d neither fail nor hide an error", (size) => {
    const cost = sum(square(x));
    const at = { x: [0.3 * size, -1.2 * size, 2 * size] };
    expect(gradientCheck(cost, [x], at).verdict).toBe("pass");
    const claim = multiply(x, constant([2, 2.001, 2]));
    // Beside numbers near 1, gradients of 1e-8 times them are there all the same.
    expect(compareGradients(cost, [x], [claim], at).verdict).toBe("fail");
  });

  it("dead units have gradients of 0, which pass, and other claims for them do not", () => {
    const at = { x: [-1, -2, -3] };
    const cost = sum(square(relu(x)));
    const check = gradientCheck(cost, [x], at);
    expect(check).toMatchObject({ verdict: "pass", maxRelativeError: 0 });
    expect(compareGradients(cost, [x], [constant([0, 1e-3, 0])], at).verdict).toBe("fail");
    expect(compareGradients(cost, [x], [constant([0, 1e-12, 0])], at).verdict).toBe("fail");
  });

  it("saturated units, whose gradients rounding hides beside the cost, pass; an error that can be seen does not", () => {
    const at = { x: [28, -28, 30] };
    const cost = sum(square(add(sigmoid(x), 1)));
    expect(gradientCheck(cost, [x], at).verdict).toBe("pass");
    expect(compareGradients(cost, [x], [constant([0, 1e-6, 0])], at).verdict).toBe("fail");
    expect(compareGradients(cost, [x], [constant([0.01, 0, 0])], at).verdict).toBe("fail");
  });

  it("variables without elements pass, with nothing compared", () => {
    const none = input("none", [0, 2]);
    const { verdict, variables } = gradientCheck(sum(none), [none], {
      none: { shape: [0, 2], data: new Float64Array() },
    });
    expect([verdict, variables[0]!.checked, variables[0]!.relativeError]).toEqual(["pass", 0, 0]);
  });
});

describe("networks", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 });

  it.each(COST_NAMES.flatMap((cost) => ACTIVATION_NAMES.map((activation) => [activation, cost] as const)))(
    "at random pass: %s with %s",
    (activation, cost) => {
      fc.assert(
        fc.property(
          sizes,
          fc.integer({ min: 1, max: 3 }),
          fc.nat(),
          fc.boolean(),
          (layers, batch, seed, mean) => {
            // Logarithms need activations inside (0, 1), which a softmax of one unit does not give.
            const bounded = activation === "softmax" && layers.at(-1)! > 1 ? activation : "sigmoid";
            const outputActivation = cost.endsWith("cross-entropy") ? bounded : activation;
            const net = createNetwork({
              sizes: layers,
              activation,
              outputActivation,
              cost,
              reduction: mean ? "mean" : "sum",
              initializer: "xavier-normal",
              seed,
            });
            const random = new Random(seed);
            const numbers = (rows: number, columns: number, draw: () => number) =>
              Array.from({ length: rows }, () => Array.from({ length: columns }, draw));
            const x = input("x", [batch, layers[0]!]);
            const y = input("y", [batch, layers.at(-1)!]);
            const check = gradientCheck(costOf(net, forward(net, x), y), [x, ...parametersOf(net)], {
              x: numbers(batch, layers[0]!, () => random.normal()),
              y: numbers(batch, layers.at(-1)!, () => random.uniform()),
            });
            expect(check.variables.filter(({ relativeError }) => !(relativeError <= 1e-6))).toEqual([]);
            expect(check.verdict).toBe("pass");
          },
        ),
        { numRuns: 20, seed: 1 },
      );
    },
  );

  it("are rejected when any one activation's rule is doubled", () => {
    for (const name of ACTIVATION_NAMES.filter((n) => n !== "identity" && n !== "softmax")) {
      const z = input("z", [4]);
      const at = { z: [0.7, -0.4, 1.9, -2.2] };
      const cost = sum(square(activations[name](z)));
      const [right] = gradients(cost, [z]);
      expect(compareGradients(cost, [z], [multiply(right, 2)], at).verdict).toBe("fail");
      expect(compareGradients(cost, [z], [right], at).verdict).toBe("pass");
    }
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
