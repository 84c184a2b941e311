import { describe, expect, it } from "vitest";
import { adjointCheck } from "../../src/check/adjointCheck.ts";
import { input } from "../../src/graph/leaves.ts";
import { log } from "../../src/ops/log.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { tanh } from "../../src/ops/tanh.ts";

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
