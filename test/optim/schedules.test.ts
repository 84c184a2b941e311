import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { constant } from "../../src/graph/leaves.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { constantRate, cosineRate, stepRate, warmUp, type Schedule } from "../../src/optim/schedules.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { CURVATURES, descend } from "../support/bowl.ts";

describe("schedules", () => {
  const rates = (schedule: Schedule, steps: number[]): number[] =>
    steps.map((t) => evaluate(schedule(constant(t))).data[0]!);
  const close = (found: number[], expected: number[]): void => {
    found.forEach((rate, i) => {
      expect(rate).toBeCloseTo(expected[i]!, 14);
    });
  };

  it("constantRate() is constant", () => {
    close(rates(constantRate(0.3), [1, 2, 1000]), [0.3, 0.3, 0.3]);
  });

  it("stepRate() falls after every n-th step, and not before", () => {
    close(rates(stepRate(2, 3, 0.1), [1, 3, 4, 6, 7, 10]), [2, 2, 0.2, 0.2, 0.02, 0.002]);
    // No seventh is a binary fraction: t / 7 must still reach its whole numbers.
    const every7 = rates(
      stepRate(1, 7, 0.5),
      Array.from({ length: 70 }, (_, i) => i + 1),
    );
    expect(every7).toEqual(Array.from({ length: 70 }, (_, i) => 0.5 ** Math.floor(i / 7)));
  });

  it("cosineRate() falls along half a cosine and stays at its end", () => {
    const half = 0.5 * (1 + Math.cos(Math.PI / 4));
    close(rates(cosineRate(2, 8), [1, 3, 5, 9, 10, 100]), [2, 2 * half, 1, 0, 0, 0]);
    close(rates(cosineRate(2, 8, 0.4), [1, 5, 9, 100]), [2, 1.2, 0.4, 0.4]);
  });

  it("warmUp() rises in a straight line and then follows the other schedule", () => {
    close(rates(warmUp(4, constantRate(2)), [1, 2, 3, 4, 5, 50]), [0.5, 1, 1.5, 2, 2, 2]);
    close(rates(warmUp(2, stepRate(8, 2, 0.5)), [1, 2, 3, 5]), [4, 8, 4, 2]);
  });

  it("are asked for 1, 2, 3, … by a training step", () => {
    const found = descend(sgd(), (t) => multiply(t, 0.01), [3, 3, 3], 4);
    let theta = [3, 3, 3];
    found.forEach((values, i) => {
      theta = theta.map((v, k) => v - 0.01 * (i + 1) * (CURVATURES[k]! * (v - 1) + 1));
      values.forEach((value, k) => {
        expect(value).toBeCloseTo(theta[k]!, 13);
      });
    });
  });
});
