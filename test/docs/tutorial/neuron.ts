import { explain } from "../../../src/explain/explain.ts";
import {
  add,
  evaluate,
  gradients,
  input,
  multiply,
  named,
  parameter,
  sigmoid,
  square,
  subtract,
} from "../../../src/index.ts";
import { equation, latex, steps } from "./formulas.ts";
import { numbersOf } from "./reading.ts";
import { must, number, table } from "./writing.ts";

// One neuron with one input.
const at = { w: -0.7, b: 0.2, x: 2, y: 0.6 };
const [w, b, x, y] = [parameter("w", at.w), parameter("b", at.b), input("x", []), input("y", [])];
const z = named("z", add(multiply(w, x), b));
const a = named("a", sigmoid(z));
const C = named("C", multiply(0.5, square(subtract(a, y))));
const [dw, db] = gradients(C, [w, b]);

const [start, slope, slopeOfBias] = evaluate([C, dw, db], at).map(({ data }) => data[0]!) as [
  number,
  number,
  number,
];
const derivation = explain(C, { feeds: { x: at.x, y: at.y }, by: [w, b, x] });

/** Section 1: what a gradient is for. */
export const downhill = {
  given: `x = ${number(at.x)}, w = ${number(at.w)}, b = ${number(at.b)} and y = ${number(at.y)}`,
  cost: number(start),
  slope: number(slope),
  bias: number(slopeOfBias),
  ...smallChange(),
  rates: rates(),
};

/** Section 2: forwards and backwards through one neuron. */
export const neuron = {
  forward: steps(derivation, "z", "a", "C"),
  factors: factors(),
  backward: steps(derivation, "dC-dw", "dC-db", "dC-dx"),
  differences: differences(),
  goodStep: goodStep(),
};

function smallChange(): Record<"change" | "foretold" | "found", string> {
  const change = 0.01;
  const found = costAt({ w: at.w + change }) - start;
  return { change: number(change), foretold: number(slope * change, 6), found: number(found, 6) };
}

function rates(): string {
  const reached = [1, 5, 25].map((rate) => ({
    rate,
    after: costAt({ w: at.w - rate * slope, b: at.b - rate * slopeOfBias }),
  }));
  const [small, good, large] = reached.map(({ after }) => after) as [number, number, number];
  must(small < start && good < small && large > start, "a step goes down, unless η is too large");
  return table(
    ["η", "C before the step", "C after it"],
    reached.map(({ rate, after }) => [number(rate), number(start), number(after)]),
  );
}

function factors(): string {
  const [output, delta, data] = ["dC-da", "dC-dz", "dC-dw"].map((id) => numbersOf(derivation, id)[0]!) as [
    number,
    number,
    number,
  ];
  const under = (factor: string, what: string): string => `\\underbrace{${factor}}_{${what}}`;
  return equation(
    "\\frac{\\partial C}{\\partial w}",
    [
      under("(a - y)", "\\partial C / \\partial a"),
      under("\\sigma'(z)", "\\partial a / \\partial z"),
      under("x", "\\partial z / \\partial w"),
    ].join(" \\, "),
    `${latex(output)} \\cdot ${latex(delta / output)} \\cdot ${latex(at.x)} = ${latex(data)}`,
  );
}

/** Central differences: their own error falls with the square of h. */
function differences(): string {
  const rows = [1, 0.1, 0.01].map(difference);
  const [, tenth, hundredth] = rows.map(({ error }) => error);
  must(Math.abs(tenth! / hundredth! - 100) < 5, "a tenth of h has a hundredth of the error");
  return table(
    ["h", "(C(w + h) − C(w − h)) / 2h", "error"],
    rows.map(({ h, quotient, error }) => [number(h), number(quotient, 8), number(error, 2)]),
  );
}

function goodStep(): string {
  const { h, error } = difference(1e-5);
  must(Math.abs(error) < 1e-9, "with h = 10⁻⁵ the difference is right to nine digits");
  return number(h);
}

function difference(h: number): { readonly h: number; readonly quotient: number; readonly error: number } {
  const quotient = (costAt({ w: at.w + h }) - costAt({ w: at.w - h })) / (2 * h);
  return { h, quotient, error: quotient - slope };
}

function costAt(moved: Partial<typeof at>): number {
  return evaluate(C, { ...at, ...moved }).data[0]!;
}
