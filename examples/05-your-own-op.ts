// Your own op: one value and one derivative are enough to train with it, explain it, check it and differentiate it again.
import {
  applyElementwise,
  checkOp,
  constant,
  customGradient,
  elementwise,
  evaluate,
  grad,
  multiply,
  round,
  square,
  subtract,
  type ElementwiseOp,
  type Tensor,
} from "backproof";

// A bell curve, y = e^(-x²), with y′ = -2 x y. The rules are written with a few scalar instructions `s`; the derivative
// may use the arguments and the result.
const bellOp = elementwise("bell", {
  value: (s, x) => s.exp(s.negate(s.multiply(x, x))),
  derivative: (s, x, y) => [s.multiply(-2, s.multiply(x, y))],
  explain: {
    latex: (x) => `e^{-{${x}}^2}`,
    says: "is 1 at 0 and falls off on both sides",
  },
  // Where tests may try it.
  check: { domain: [[-2, 2]] },
});
const bell = (x: Tensor): Tensor => applyElementwise(bellOp, [x]);

const bellSlope = grad(bell);
console.log("bell(0.3)  ", evaluate(bell(constant(0.3))).data[0]);
console.log("bell′(0.3) ", evaluate(bellSlope(0.3)).data[0]);
console.log("bell″(0.3) ", evaluate(grad(bellSlope)(0.3)).data[0]);
console.log("in LaTeX   ", bellOp.explain.latex("z"));

// Is the derivative right? Tried on many shapes: against differences, forward against reverse mode, and once more for the
// gradient of the gradient. And a checker is only worth something if it finds a mistake, here a forgotten 2.
const mistaken: ElementwiseOp = {
  ...bellOp,
  name: "mistaken",
  derivative: (s, x, y) => [s.negate(s.multiply(x, y))],
};
console.log();
report(bellOp);
report(mistaken);

// Sometimes the derivative should be another one. Rounding has slope 0 nearly everywhere, so nothing is learned through it.
// A straight-through rounding has the same value, but passes the gradient on as if nothing were rounded.
const straight = customGradient((w) => round(w), {
  name: "straightThrough",
  vjp: (_t, { yBar }) => [yBar],
});

// A weight that only works when rounded: C = (2 round(w) - 6)², which wants it to be 3.
const costBy = (rounding: (w: Tensor) => Tensor) => (w: Tensor) =>
  square(subtract(multiply(2, rounding(w)), 6));
console.log("\nC = (2 round(w) - 6)², five steps from w = 1.4");
console.log("  plain           ", descend(costBy(round), 1.4).join(" → "));
console.log("  straight-through", descend(costBy(straight), 1.4).join(" → "));

function descend(cost: (w: Tensor) => Tensor, start: number): string[] {
  const path = [start];
  for (let w = start; path.length <= 5; path.push(w)) w -= 0.05 * evaluate(grad(cost)(w)).data[0]!;
  return path.map((w) => w.toFixed(1));
}

function report(op: ElementwiseOp): void {
  const checks = checkOp(op);
  for (const kind of ["gradient", "adjoint", "second order"] as const) {
    const ofKind = checks.filter((check) => check.kind === kind);
    const passed = ofKind.filter(({ verdict }) => verdict === "pass").length;
    console.log(`${op.name.padEnd(9)} ${kind.padEnd(13)} ${passed} of ${ofKind.length} cases pass`);
  }
}
