import { expect } from "vitest";
import { evaluate, type Feeds } from "../../src/backend/reference/evaluate.ts";
import type { Tensor } from "../../src/graph/tensor.ts";

/** A tensor's numbers in row-major order. */
export function numbersOf(tensor: Tensor, feeds: Feeds = {}): number[] {
  return [...evaluate(tensor, feeds).data];
}

/** Every number within a relative distance of the expected one; numbers below 1 are compared as they are. */
export function expectClose(got: Iterable<number>, expected: Iterable<number>, tolerance = 1e-12): void {
  const [g, e] = [[...got], [...expected]];
  expect(g).toHaveLength(e.length);
  g.forEach((value, i) => {
    const distance = Math.abs(value - e[i]!);
    expect(distance, `number ${i}: ${value} is not ${e[i]!}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(e[i]!)),
    );
  });
}

export function sigma(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

export function sigmaPrime(z: number): number {
  return Math.exp(-z) / (1 + Math.exp(-z)) ** 2;
}
