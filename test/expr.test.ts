import { describe, expect, it } from "vitest";
import { erf } from "../src/expr/erf.ts";
import { atom, latex, latexBase, latexNumber, type Formula } from "../src/expr/latex.ts";
import { numbers } from "../src/expr/numbers.ts";
import type { ElementwiseOp } from "../src/graph/op.ts";
import { absOp } from "../src/ops/abs.ts";
import { divideOp } from "../src/ops/divide.ts";
import { erfOp } from "../src/ops/erf.ts";
import { geluOp } from "../src/ops/gelu.ts";
import { powerOp } from "../src/ops/power.ts";
import { reluOp } from "../src/ops/relu.ts";
import { sigmoidOp } from "../src/ops/sigmoid.ts";
import { siluOp } from "../src/ops/silu.ts";
import { sinhOp } from "../src/ops/sinh.ts";
import { softplusOp } from "../src/ops/softplus.ts";
import { tanhOp } from "../src/ops/tanh.ts";

describe("the error function", () => {
  // The integral of DLMF 7.2.1 at these doubles, computed with 40 digits by mpmath 1.3 and rounded to the nearest double.
  const exact: readonly (readonly [x: number, erf: number])[] = [
    [1e-300, 1.1283791670955126e-300],
    [1e-10, 1.1283791670955126e-10],
    [0.01, 0.011283415555849618],
    [0.1, 0.1124629160182849],
    [0.22507572033084566, 0.24974651139075918],
    [0.25, 0.27632639016823696],
    [0.4514309624144127, 0.47679954778625083],
    [0.5, 0.5204998778130465],
    [0.6411578941144894, 0.6354526211269996],
    [0.75, 0.7111556336535151],
    [0.907449159697447, 0.8006224308915871],
    [0.9931403456482945, 0.8398337216657642],
    [0.9999999999999999, 0.8427007929497148],
    [1, 0.8427007929497149],
    [1.1324644627045213, 0.8907440930853304],
    [1.25, 0.9229001282564583],
    [1.5, 0.9661051464753108],
    [1.75, 0.9866716712191824],
    [2, 0.9953222650189527],
    [2.25, 0.9985372834133188],
    [2.5, 0.999593047982555],
    [3, 0.9999779095030014],
    [3.5, 0.9999992569016276],
    [4, 0.9999999845827421],
    [5, 0.9999999999984626],
    [5.8, 0.9999999999999998],
    [5.99, 1.0],
    [6, 1.0],
    [10, 1.0],
  ];

  it.each(exact)("of %d is within 2 units in the last place", (x, expected) => {
    const unit = 2 ** (Math.floor(Math.log2(expected)) - 52);
    expect(Math.abs(erf(x) - expected) / unit).toBeLessThanOrEqual(2);
    expect(erf(-x)).toBe(-erf(x));
  });

  it("keeps signed zeros and NaN, and is ±1 at ±∞", () => {
    expect([0, -0, NaN, Infinity, -Infinity, 5e-324].map(erf)).toEqual([0, -0, NaN, 1, -1, 5e-324]);
  });
});

describe("the instructions on numbers", () => {
  it("round halves to the even neighbour and keep the sign of zero", () => {
    const cases = [
      [0.5, 0],
      [1.5, 2],
      [2.5, 2],
      [-0.5, -0],
      [-1.5, -2],
      [-2.5, -2],
      [-0.2, -0],
      [0.49999999999999994, 0],
      [-0.49999999999999994, -0],
      [4503599627370495.5, 4503599627370496],
      [4503599627370497, 4503599627370497],
      [1e300, 1e300],
      [-Infinity, -Infinity],
      [NaN, NaN],
    ] as const;
    for (const [x, rounded] of cases) expect(numbers.round(x), `round(${x})`).toBe(rounded);
  });

  it("raise to powers as IEEE 754's pow does", () => {
    const cases = [
      [1, NaN, 1],
      [1, Infinity, 1],
      [-1, Infinity, 1],
      [-1, -Infinity, 1],
      [NaN, 0, 1],
      [0, 0, 1],
      [0, -1, Infinity],
      [-0, -1, -Infinity],
      [-0, 3, -0],
      [-8, 1 / 3, NaN],
      [-2, 3, -8],
      [0.5, Infinity, 0],
      [2, -Infinity, 0],
    ] as const;
    for (const [x, n, y] of cases) expect(numbers.power(x, n), `${x} to the power ${n}`).toBe(y);
  });

  it("compare NaN with nothing, and take the smaller and larger of zeros by their sign", () => {
    expect([numbers.less(NaN, 1), numbers.less(1, NaN), numbers.equal(NaN, NaN)]).toEqual([0, 0, 0]);
    expect([numbers.minimum(0, -0), numbers.maximum(-0, 0), numbers.maximum(1, NaN)]).toEqual([-0, 0, NaN]);
  });
});

describe("formulas in LaTeX", () => {
  const derivativesOf = (op: ElementwiseOp): string[] => {
    const args = ["x", "w", "v"].slice(0, op.arity).map(atom);
    return op
      .derivative<Formula>(latex, ...args, atom("y"))
      .map((slope) => (typeof slope === "number" ? latexNumber(slope) : (slope?.text ?? "none")));
  };

  it.each<[ElementwiseOp, string[]]>([
    [sigmoidOp, ["y \\, \\left(1 - y\\right)"]],
    [tanhOp, ["1 - y^{2}"]],
    [softplusOp, ["1 - e^{-y}"]],
    [divideOp, ["\\frac{1}{w}", "-\\frac{y}{w}"]],
    [powerOp, ["w \\, x^{w - 1}", "y \\, \\ln\\left(x\\right)"]],
    [erfOp, ["\\frac{2 \\, e^{-x^{2}}}{\\sqrt{\\pi}}"]],
    [reluOp, ["\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}"]],
    [absOp, ["\\begin{cases} -1 & x < 0 \\\\ 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}"]],
    [sinhOp, ["\\frac{e^{x} + e^{-x}}{2}"]],
    [
      geluOp,
      [
        "\\frac{1 + \\operatorname{erf}\\left(\\frac{x}{\\sqrt{2}}\\right)}{2}" +
          " + \\frac{x \\, e^{-\\frac{x^{2}}{2}}}{\\sqrt{2 \\, \\pi}}",
      ],
    ],
  ])("write the derivative of $name as a textbook does", (op, expected) => {
    expect(derivativesOf(op)).toEqual(expected);
  });

  it("write values without the guards that only a computer needs", () => {
    expect(siluOp.value(latex, atom("z")).text).toBe("\\frac{z}{1 + e^{-z}}");
    expect(sigmoidOp.value(latex, atom("z")).text).toBe("\\frac{1}{1 + e^{-z}}");
  });

  const [x, y] = [atom("x"), atom("y")];
  it.each<[string, Formula]>([
    ["x - y", latex.add(x, latex.negate(y))],
    ["x + y", latex.subtract(x, latex.negate(y))],
    ["x - \\left(x - y\\right)", latex.subtract(x, latex.subtract(x, y))],
    ["-\\left(x + y\\right)", latex.negate(latex.add(x, y))],
    ["x", latex.negate(latex.negate(x))],
    ["x \\, \\left(-y\\right)", latex.multiply(x, latex.negate(y))],
    ["-x \\, y", latex.multiply(latex.negate(x), y)],
    ["-x", latex.multiply(-1, x)],
    ["0.4 \\cdot 0.5", latex.multiply(latex.constant(0.4), latex.constant(0.5))],
    ["0.4 \\, \\left(-0.5\\right)", latex.multiply(latex.constant(0.4), latex.constant(-0.5))],
    ["\\left(-2\\right)^{2}", latex.power(-2, 2)],
    ["\\left(\\frac{x}{y}\\right)^{2}", latex.power(latex.divide(x, y), 2)],
    ["\\left(e^{x}\\right)^{2}", latex.multiply(latex.exp(x), latex.exp(x))],
    ["\\ln\\left(1 - x\\right)", latex.log1p(latex.negate(x))],
    ["e^{x} - 1", latex.expm1(x)],
    ["1 - e^{x}", latex.negate(latex.expm1(x))],
    ["2 \\, \\left[x < y\\right]", latex.multiply(2, latex.less(x, y))],
    ["x", latex.add(0, latex.multiply(1, latex.divide(x, 1)))],
  ])("put brackets and signs where a person would: %s", (expected, formula) => {
    expect(formula.text).toBe(expected);
  });

  it("write numbers as people do", () => {
    expect([-2.5, 6.02e23, 1e-7, Math.PI, -Infinity, NaN].map(latexNumber)).toEqual([
      "-2.5",
      "6.02 \\cdot 10^{23}",
      "1 \\cdot 10^{-7}",
      "\\pi",
      "-\\infty",
      "\\mathrm{NaN}",
    ]);
  });

  it("put a base in brackets unless it is one symbol", () => {
    expect(["z", "w_{jk}", "\\sigma", "2", "\\left(a + b\\right)"].map(latexBase)).toEqual([
      "z",
      "w_{jk}",
      "\\sigma",
      "2",
      "\\left(a + b\\right)",
    ]);
    expect(["z^{1}", "a + b", "-2"].map(latexBase)).toEqual([
      "\\left(z^{1}\\right)",
      "\\left(a + b\\right)",
      "\\left(-2\\right)",
    ]);
  });
});
