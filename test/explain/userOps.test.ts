import { describe, expect, it } from "vitest";
import { customGradient } from "../../src/autodiff/customGradient.ts";
import { explain } from "../../src/explain/explain.ts";
import { applyStructural } from "../../src/graph/apply.ts";
import { input } from "../../src/graph/leaves.ts";
import { structural } from "../../src/graph/op.ts";
import { named } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { floor } from "../../src/ops/floor.ts";
import { greater } from "../../src/ops/greater.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sin } from "../../src/ops/sin.ts";
import { square } from "../../src/ops/square.ts";
import { stopGradient } from "../../src/ops/stopGradient.ts";
import { sum } from "../../src/ops/sum.ts";
import { where } from "../../src/ops/where.ts";
import { badFormulas } from "./formulas.ts";
import { disagreeing, failing } from "./marks.ts";

const x = input("x", [3]);
const feeds = { x: [0.5, -1.2, 2] };
const GOOD = { local: [], endToEnd: [] };

describe("an op that only the reference can compute", () => {
  // Without `lower` it has no index notation.
  const reversed = structural("reversed", {
    shape: ([shape]) => shape!,
    evaluate([from], _attributes, to) {
      to.data.set(from!.data.toReversed());
    },
    vjp: (t, { yBar }) => [
      t.concat(
        [2, 1, 0].map((place) => t.slice(yBar, [place], [1])),
        0,
      ),
    ],
    jvp: "linear",
    explain: { latex: (v) => `\\operatorname{reversed}\\left(${v}\\right)`, says: "turns a vector round" },
    check: { cases: [] },
  });

  it("is written by its own formula, entry by entry too", () => {
    const C = named("C", sum(multiply(applyStructural(reversed, [x], {}), sin(x))));
    const derivation = explain(C, { feeds });
    expect(failing(derivation)).toEqual(GOOD);
    expect(disagreeing(derivation, 1e-12)).toEqual([]);
    expect(badFormulas(derivation)).toEqual([]);
    const slope = derivation.steps.find(({ id }) => id === "dC-dv_1")!;
    expect(slope.formula).toBe(
      "\\frac{\\partial C}{\\partial v_{1}} = \\operatorname{reversed}\\left(x\\right)",
    );
    expect(slope.forms!.index.formula).toContain(
      "\\left(\\operatorname{reversed}\\left(x\\right)\\right)_{j}",
    );
  });
});

describe("a gradient of one's own", () => {
  it("is explained by its rule; without a forward rule there is no Jacobian, and it says why", () => {
    const mySquare = customGradient((v) => square(v), {
      name: "mySquare",
      vjp: (t, { yBar, inputs: [v] }) => [t.multiply(yBar, t.multiply(2, v!))],
    });
    const derivation = explain(named("C", sum(mySquare(x))), { feeds });
    const { forms, value } = derivation.steps.find(({ id }) => id === "dC-dx")!;
    expect(value).toEqual([1, -2.4, 4]);
    expect(failing(derivation)).toEqual(GOOD);
    expect(forms!.jacobian.omitted).toContain("no forward rule");
    expect(disagreeing(derivation, 1e-12)).toEqual([]);
    expect(badFormulas(derivation)).toEqual([]);
  });
});

describe("what passes no gradient on", () => {
  it("is a number like others when it is stopped, for the checks too", () => {
    const C = named("C", sum(multiply(stopGradient(x), sin(x))));
    const derivation = explain(C, { feeds });
    expect(failing(derivation)).toEqual(GOOD);
    expect(derivation.steps.filter(({ pass }) => pass === "backward").map(({ id }) => id)).toEqual([
      "dC-dv_2",
      "dC-dx",
    ]);
  });

  it("is left out when it only decides", () => {
    const t = input("t", [3]);
    const C = named("C", sum(where(greater(t, 0), square(x), x)));
    const derivation = explain(C, { feeds: { ...feeds, t: [1, -1, 1] } });
    expect(failing(derivation)).toEqual(GOOD);
    expect(derivation.steps.map(({ id }) => id)).not.toContain("dC-dt");
  });

  it("is refused when it is asked for", () => {
    const t = input("t", [3]);
    const C = named("C", add(sum(square(x)), sum(stopGradient(t))));
    expect(() => explain(C, { by: [x, t], feeds: { ...feeds, t: [1, 2, 3] } })).toThrow(
      'explain(): C has no derivative with respect to t = input[3]; leave it out of "by"',
    );
  });

  it("has a gradient of 0 where it is flat, and says so", () => {
    const C = named("C", sum(floor(x)));
    const derivation = explain(C, { feeds });
    expect(derivation.steps.at(-1)).toMatchObject({ id: "dC-dx", value: [0, 0, 0] });
    expect(failing(derivation)).toEqual(GOOD);
    expect(disagreeing(derivation, 0)).toEqual([]);
  });
});
