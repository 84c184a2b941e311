import { describe, expect, it } from "vitest";
import { checkOp } from "../src/check/opCheck.ts";
import { registry } from "../src/ops/registry.ts";

/** Generated from the registry: an op that is added there is tested here. */
describe.each(registry.map((op) => [op.name, op] as const))("%s", (_name, op) => {
  const checks = checkOp(op, 1);

  it("has rules that agree with differences, with each other, and to second order", () => {
    expect(checks.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
  });

  it("was checked on every case that has a derivative", () => {
    // Integers, truth values and stopped gradients have none; everything else must have been tried.
    const without = op.kind === "elementwise" ? op.result === "bool" : WITHOUT_DERIVATIVE.has(op.name);
    if (without) expect(checks).toEqual([]);
    else expect(checks.length).toBeGreaterThanOrEqual(3);
  });

  it("can be explained in words and symbols", () => {
    const args = ["x", "y", "w"];
    expect(op.explain.latex(...args)).toMatch(/[a-z\\]/);
    expect(op.explain.says.length).toBeGreaterThan(20);
  });
});

const WITHOUT_DERIVATIVE = new Set(["argMax", "oneHot", "stopGradient"]);

it("the registry names every op once", () => {
  const names = registry.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
