import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentumLimit, stability } from "../../../apps/studio/src/descend/stability.ts";

describe("a learning rate on a bowl ½ λ e²", () => {
  it.each([
    [0.1, "straight"],
    [0.6, "swinging"],
    [1, "edge"],
    [1.2, "growing"],
  ] as const)("of %f with λ = 2 is %s", (rate, verdict) => {
    expect(stability(2, rate)).toMatchObject({ verdict, limit: 1 });
  });

  it("converges just when it is said to", () => {
    const positive = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (lambda, rate) => {
        fc.pre(Math.abs(lambda * rate - 2) > 0.01);
        let error = 1;
        for (let step = 0; step < 5000 && Math.abs(error) < 1e6; step++) error -= rate * lambda * error;
        const { verdict } = stability(lambda, rate);
        expect(Math.abs(error) < 1).toBe(verdict === "straight" || verdict === "swinging");
      }),
    );
  });

  it("has no limit where nothing bends upwards", () => {
    expect(stability(0, 100)).toMatchObject({ verdict: "flat", limit: Infinity });
    expect(stability(-1, 100)).toMatchObject({ verdict: "flat", limit: Infinity });
  });
});

describe("momentum on a bowl", () => {
  it("converges up to 2 (1 + μ)/λ", () => {
    const [lambda, mu] = [4, 0.9];
    const limit = momentumLimit(lambda, mu);
    const errorAfter = (rate: number): number => {
      let [error, velocity] = [1, 0];
      for (let step = 0; step < 3000; step++) {
        velocity = mu * velocity + lambda * error;
        error -= rate * velocity;
      }
      return Math.abs(error);
    };
    expect(errorAfter(0.99 * limit)).toBeLessThan(1e-3);
    expect(errorAfter(1.01 * limit)).toBeGreaterThan(1e3);
  });
});
