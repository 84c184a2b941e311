import { describe, expect, it } from "vitest";
import { diagnoseGraph } from "../../src/diagnose/diagnoseGraph.ts";
import { engine } from "../../src/engines.ts";
import { input, parameter } from "../../src/graph/leaves.ts";
import { named } from "../../src/graph/tensor.ts";
import { divide } from "../../src/ops/divide.ts";
import { exp } from "../../src/ops/exp.ts";
import { log } from "../../src/ops/log.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { relu } from "../../src/ops/relu.ts";
import { sqrt } from "../../src/ops/sqrt.ts";
import { square } from "../../src/ops/square.ts";
import { stopGradient } from "../../src/ops/stopGradient.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { sum } from "../../src/ops/sum.ts";
import { GradientError } from "../../src/util/errors.ts";

describe("the diagnosis of a graph", () => {
  it("gives the norm of every named node and of its gradient", () => {
    const x = parameter("x", [3, 4]);
    const u = named("u", square(x));
    const C = named("C", sum(multiply(u, 2)));
    expect(diagnoseGraph(C)).toEqual({
      cost: 50,
      nodes: [
        { name: "x", shape: [2], value: 5, gradient: 20 },
        { name: "u", shape: [2], value: Math.hypot(9, 16), gradient: Math.hypot(2, 2) },
        { name: "C", shape: [], value: 50, gradient: 1 },
      ],
      notFinite: null,
      zeroGradient: null,
      findings: [],
    });
  });

  const p = input("p", [2]);
  const q = input("q", [2]);
  it.each([
    ["a logarithm of 0", log(p), { p: [1, 0] }, "log[2]", "forward", "-Infinity", "log(0) is -Infinity"],
    ["a logarithm below 0", log(p), { p: [1, -2] }, "log[2]", "forward", "NaN", "log(-2) has no real value"],
    [
      "0 over 0",
      divide(p, q),
      { p: [0, 1], q: [0, 1] },
      "divide[2]",
      "forward",
      "NaN",
      "0 / 0 has no real value",
    ],
    [
      "a division by 0",
      divide(p, q),
      { p: [1, 1], q: [1, 0] },
      "divide[2]",
      "forward",
      "Infinity",
      "1 / 0 is Infinity",
    ],
    [
      "an exponential",
      exp(p),
      { p: [0, 1000] },
      "exp[2]",
      "forward",
      "Infinity",
      "exp(1000) is beyond what float64 holds (1.8e308)",
    ],
    ["a slope", sqrt(p), { p: [0, 4] }, "divide[2]", "backward", "Infinity", "1 / 0 is Infinity"],
  ] as const)("finds %s, where it is born", (_, node, feeds, at, pass, value, reason) => {
    const { notFinite, findings } = diagnoseGraph(named("C", sum(node)), feeds);
    expect(notFinite).toMatchObject({ node: at, pass, value, reason, size: 2, count: 1 });
    expect(findings).toMatchObject([{ kind: "not-finite", severity: "error", layer: null }]);
  });

  it("finds what only float32 cannot hold, and says so", () => {
    const { notFinite } = diagnoseGraph(
      sum(square(p)),
      { p: [1, 1e30] },
      { backend: engine({ engine: "wasm", threads: 1 }) },
    );
    expect(notFinite!.value).toBe("Infinity");
    expect(notFinite!.reason).toMatch(
      /is 1e\+60 in float64, but a number on the way is beyond what float32 holds/,
    );
  });

  it("finds where a gradient turns exactly zero", () => {
    const z = named("z", subtract(p, 5));
    const C = named("C", sum(relu(z)));
    expect(diagnoseGraph(C, { p: [0, 1] }).zeroGradient).toEqual({
      node: "z",
      through: "C",
      reason: "relu has slope 0 at every input, and they lie between -5 and -4",
    });
    expect(diagnoseGraph(C, { p: [0, 6] }).zeroGradient).toBeNull();
  });

  it("does not mind a gradient that is stopped on purpose", () => {
    const kept = named("kept", square(p));
    expect(diagnoseGraph(sum(multiply(p, stopGradient(kept))), { p: [1, 2] }).findings).toEqual([]);
  });

  it("refuses a cost that is no scalar", () => {
    expect(() => diagnoseGraph(square(p), { p: [1, 2] })).toThrow(GradientError);
  });
});
