import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import type { Derivation, Step } from "../../src/explain/derivation.ts";
import { explain } from "../../src/explain/explain.ts";
import { input, parameter } from "../../src/graph/leaves.ts";
import { named } from "../../src/graph/tensor.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { forward, parametersOf } from "../../src/nn/network.ts";
import { add } from "../../src/ops/add.ts";
import { divide } from "../../src/ops/divide.ts";
import { exp } from "../../src/ops/exp.ts";
import { log } from "../../src/ops/log.ts";
import { mean } from "../../src/ops/mean.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { negate } from "../../src/ops/negate.ts";
import { sin } from "../../src/ops/sin.ts";
import { softmax } from "../../src/ops/softmax.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";
import { expectClose, numbersOf } from "../notes/numbers.ts";
import { badFormulas } from "./formulas.ts";
import { disagreeing, failing } from "./marks.ts";

function expectRight(derivation: Derivation): void {
  expect(disagreeing(derivation, 1e-12)).toEqual([]);
  expect(failing(derivation)).toEqual({ local: [], endToEnd: [] });
  expect(badFormulas(derivation)).toEqual([]);
}

function stepOf({ steps }: Derivation, id: string): Step {
  return steps.find((step) => step.id === id)!;
}

function ids({ steps }: Derivation): string[] {
  return steps.map(({ id }) => id);
}

describe("a composed scalar function, C = sin(u)² + u t with u = e^(-t²)", () => {
  const t = input("t", []);
  const u = named("u", exp(negate(square(t))));
  const C = named("C", add(square(named("s", sin(u))), multiply(u, t)));
  const derivation = explain(C, { feeds: { t: 0.7 } });

  it("is derived step by step, a value that is used twice by a sum", () => {
    expectRight(derivation);
    expect(ids(derivation).filter((id) => !id.includes("v_"))).toEqual([
      ...["u", "s", "C"],
      ...["dC-ds", "dC-du", "dC-dt"],
    ]);
    expect(stepOf(derivation, "dC-du").rule.says).toMatch(/u is used in .* and .*add up/);
    expect(stepOf(derivation, "dC-du").formula).toContain("\\cos\\left(u\\right)");
    expect(stepOf(derivation, "dC-ds").formula).toContain("= 2 \\, s");
  });

  it("has the slope that calculus gives", () => {
    const [T, U] = [0.7, Math.exp(-0.49)];
    const slope = (2 * Math.sin(U) * Math.cos(U) + T) * (-2 * T * U) + U;
    expectClose([stepOf(derivation, "dC-dt").value as number], [slope]);
  });
});

describe("a softmax with a temperature, p = softmax(z / T), C = -ln p_2", () => {
  const z = parameter("z", [0.2, 1.1, -0.4]);
  const T = parameter("T", 0.5);
  const p = named("p", softmax(named("v", divide(z, T))));
  const C = named("C", negate(sum(multiply(input("y", [3]), log(p)))));
  const derivation = explain(C, { feeds: { y: [0, 1, 0] }, by: [z, T] });

  it("keeps softmax whole, and explains it by its own rule", () => {
    expectRight(derivation);
    expect(stepOf(derivation, "p").formula).toBe("p = \\operatorname{softmax}\\left(v\\right)");
    expect(stepOf(derivation, "dC-dv").rule.ops).toEqual(["softmax"]);
  });

  it("has the slopes that the books give: ∂C/∂z = (p - y) / T, ∂C/∂T = -Σ (p - y) z / T²", () => {
    const prob = stepOf(derivation, "p").value as number[];
    const error = prob.map((one, i) => one - (i === 1 ? 1 : 0));
    expectClose(
      stepOf(derivation, "dC-dz").value as number[],
      error.map((one) => one / 0.5),
    );
    const byT = -error.reduce((total, one, i) => total + (one * [0.2, 1.1, -0.4][i]!) / 0.25, 0);
    expectClose([stepOf(derivation, "dC-dT").value as number], [byT]);
  });
});

describe("the residual of a differential equation, u_xx + u, whose derivatives are gradients of gradients", () => {
  const x = input("x", [4, 1]);
  const net = createNetwork({ sizes: [1, 3, 1], activation: "tanh", outputActivation: "identity", seed: 3 });
  const u = forward(net, x).output;
  const [ux] = gradients(sum(u), [x]);
  const [uxx] = gradients(sum(named("u_x", ux)), [x]);
  const r = named("r", add(named("u_xx", uxx), u));
  const C = named("C", mean(square(r)));
  const feeds = { x: [[-1], [-0.2], [0.5], [1.3]] };
  const derivation = explain(C, { feeds, by: parametersOf(net) });

  it("is derived back to every weight", () => {
    expectRight(derivation);
    for (const id of ["dC-dr", "dC-du_xx", "dC-dW1", "dC-dW2", "dC-db1", "dC-db2"])
      expect(ids(derivation)).toContain(id);
    expect(stepOf(derivation, "r").formula).toMatch(/^r = u_\{xx\} \+ z\^\{2\}$/);
  });

  it("has the gradients that autodiff gives", () => {
    const parameters = parametersOf(net);
    const found = gradients(C, parameters);
    const names = ["dC-dW1", "dC-db1", "dC-dW2", "dC-db2"];
    found.forEach((slope, i) => {
      expectClose([stepOf(derivation, names[i]!).value].flat(2) as number[], numbersOf(slope, feeds));
    });
  });
});
