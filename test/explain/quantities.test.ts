import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantitiesOf, sourcesOf, type Quantity } from "../../src/explain/quantities.ts";
import { input, parameter } from "../../src/graph/leaves.ts";
import { named, type Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { exp } from "../../src/ops/exp.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sin } from "../../src/ops/sin.ts";
import { softmax } from "../../src/ops/softmax.ts";
import { sum } from "../../src/ops/sum.ts";
import { randomGraphs } from "../support/randomGraph.ts";

describe("the quantities of a graph", () => {
  it("are computed from each other: every node stands inside a step or is a quantity", () => {
    fc.assert(
      fc.property(randomGraphs, ({ outputs }) => {
        const quantities = quantitiesOf(outputs);
        const nodes = new Set(quantities.map(({ node }) => node));
        const order = quantities.map(({ node }) => node.id);
        expect(order).toEqual([...order].sort((one, other) => one - other));
        for (const output of outputs) expect(nodes).toContain(output);
        for (const quantity of quantities) expectClosed(quantity, nodes);
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  it("have ids of their own, even where they are named alike", () => {
    const [one, other] = [input("x", []), input("x", [])];
    const C = multiply(named("u", sin(one)), named("u", sin(other)));
    expect(idsOf(C)).toEqual(["x", "x-2", "u", "u-2", "C"]);
  });

  it("are what has a name, and what a step would need the chain rule twice for", () => {
    const x = input("x", []);
    expect(idsOf(named("C", sin(multiply(x, 2))))).toEqual(["x", "C"]);
    expect(idsOf(named("C", sin(exp(x))))).toEqual(["x", "v_1", "C"]);
    expect(idsOf(named("C", sin(exp(sin(x)))))).toEqual(["x", "v_1", "v_2", "C"]);
  });

  it("give what bends and is used twice one name", () => {
    const x = input("x", []);
    const u = sin(x);
    expect(idsOf(add(u, multiply(2, u)))).toEqual(["x", "v_1", "C"]);
    expect(idsOf(add(x, multiply(2, x)))).toEqual(["x", "C"]);
  });

  it("see a function of several ops as one", () => {
    const z = parameter("z", [1, 2, 3]);
    const [p] = quantitiesOf([sum(multiply(named("p", softmax(z)), z))]).filter(
      ({ symbol }) => symbol.id === "p",
    );
    expect(p!.inside).toEqual([p!.node]);
    expect(p!.uses).toEqual([z]);
  });
});

/** Whatever a step is computed from is a quantity, or stands inside the step. */
function expectClosed({ node, isGiven, uses, inside }: Quantity, quantities: ReadonlySet<Tensor>): void {
  if (isGiven) return;
  expect(inside.at(-1)).toBe(node);
  for (const used of uses) expect(quantities).toContain(used);
  for (const one of inside) {
    for (const source of sourcesOf(one)) {
      expect(uses.includes(source) || inside.includes(source)).toBe(true);
    }
  }
}

function idsOf(cost: Tensor): string[] {
  return quantitiesOf([cost]).map(({ symbol }) => symbol.id);
}
