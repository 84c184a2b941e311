import { explain } from "../../../src/explain/explain.ts";
import { constant, exp, grad, input, multiply, named, sin, type Tensor } from "../../../src/index.ts";
import { steps } from "./formulas.ts";
import { numbersOf, values } from "./reading.ts";
import { must, number, table } from "./writing.ts";

const POINT = 2;

const x = input("x", []);
const u = named("u", sin(x));
const v = named("v", exp(u));
const C = named("C", multiply(u, v));
const derivation = explain(C, { feeds: { x: POINT } });

/** Section 8: any function. */
export const anyFunction = {
  point: number(POINT),
  forward: steps(derivation, "u", "v", "C"),
  backward: steps(derivation, "dC-dv", "dC-du", "dC-dx"),
  orders: orders(),
};

/** What is left of ∂C/∂x where the second contribution to ∂C/∂u replaces the first. */
export const assigned = replacedContribution();

function replacedContribution(): Record<"wrong" | "right", number> {
  const [dv, du, dx, valueOfV] = ["dC-dv", "dC-du", "dC-dx", "v"].map(
    (id) => numbersOf(derivation, id)[0]!,
  ) as [number, number, number, number];
  const through = dv * valueOfV;
  const direct = valueOfV;
  must(Math.abs(through + direct - du) < 1e-14, "both contributions add up");
  return { wrong: direct * Math.cos(POINT), right: dx };
}

/** Derivatives of the first three orders, each against a central difference of the order below. */
function orders(): string {
  const f = (at: Tensor): Tensor => multiply(sin(at), exp(sin(at)));
  const functions: ((at: Tensor) => Tensor)[] = [f, grad(f), grad(grad(f)), grad(grad(grad(f)))];
  const numberOf = (order: number, at: number): number => values(functions[order]!(constant(at)))[0]!;
  const h = 1e-4;
  return table(
    ["derivative", "by the program", "difference of the line above"],
    ["f", "f′", "f″", "f‴"].map((name, order) => {
      const value = numberOf(order, POINT);
      if (order === 0) return [name, number(value, 6), ""];
      const difference = (numberOf(order - 1, POINT + h) - numberOf(order - 1, POINT - h)) / (2 * h);
      return [name, number(value, 6), number(difference, 6)];
    }),
  );
}
