import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueError } from "../src/util/errors.ts";
import { Random, threefry } from "../src/util/random.ts";

const draw = (random: Random, count: number): number[] =>
  Array.from({ length: count }, () => random.uniform());

/** Σ (observed - expected)² / expected over equal bins. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b) / counts.length;
  return counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
}

/** The mean of χ² is its degrees of freedom k, its variance 2k: five deviations on both sides. */
function expectChiSquare(counts: readonly number[]): void {
  const k = counts.length - 1;
  expect(chiSquare(counts)).toBeLessThan(k + 5 * Math.sqrt(2 * k));
  expect(chiSquare(counts)).toBeGreaterThan(Math.max(0, k - 5 * Math.sqrt(2 * k)));
}

function countInto(bins: number, values: readonly number[]): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.floor(value * bins)]!++;
  return counts;
}

describe("threefry()", () => {
  // From the authors' file of known answers, kat_vectors of Random123: threefry2x32 20.
  it.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ])("gives the published words for key %d %d, counter %d %d", (key0, key1, counter0, counter1, x0, x1) => {
    expect(threefry(key0, key1, counter0, counter1)).toEqual([x0, x1]);
  });
});

describe("Random", () => {
  it("gives the same numbers for the same seed, and others for each other seed", () => {
    expect(draw(new Random(7), 20)).toEqual(draw(new Random(7), 20));
    const firsts = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1].map((seed) =>
      new Random(seed).uniform(),
    );
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])("refuses the seed %d", (seed) => {
    expect(() => new Random(seed)).toThrow(ValueError);
    expect(() => new Random(seed)).toThrow(/seed must be an integer from 0 to 2\^53 - 1/);
  });

  it("draws uniformly from [0, 1), high bits and low bits alike", () => {
    const values = draw(new Random(3), 100_000);
    expect(values.every((v) => v >= 0 && v < 1)).toBe(true);
    expectChiSquare(countInto(100, values));
    // Bits 27 to 32, which the first word alone would leave 0 or repeat; and the last 5 of 53.
    expectChiSquare(
      countInto(
        64,
        values.map((v) => (v * 2 ** 26) % 1),
      ),
    );
    expectChiSquare(
      countInto(
        32,
        values.map((v) => (v * 2 ** 48) % 1),
      ),
    );
  });

  it("draws the first bits and the last ones of a number independently", () => {
    const values = draw(new Random(12), 100_000);
    const pairs = values.map((v) => (Math.floor(v * 8) + Math.floor(((v * 2 ** 27) % 1) * 8) / 8) / 8);
    expectChiSquare(countInto(64, pairs));
  });

  it("draws neighbours that have nothing to do with each other", () => {
    const values = draw(new Random(4), 100_001);
    const pairs = values
      .slice(1)
      .map((v, i) => Math.floor(v * 10) / 10 + Math.floor(values[i]! * 10) / 100 + 0.005);
    expectChiSquare(countInto(100, pairs));
  });

  it("draws normal numbers with the moments of N(0, 1)", () => {
    const random = new Random(5);
    const n = 100_000;
    const values = Array.from({ length: n }, () => random.normal());
    const moment = (k: number): number => values.reduce((a, v) => a + v ** k, 0) / n;
    // E zᵏ = 0, 1, 0, 3, and the variance of zᵏ is E z²ᵏ - (E zᵏ)²: 1, 2, 15, 96.
    const expected = [0, 1, 0, 3];
    [1, 2, 15, 96].forEach((variance, k) => {
      expect(Math.abs(moment(k + 1) - expected[k]!)).toBeLessThan(5 * Math.sqrt(variance / n));
    });
    expect(values.every(Number.isFinite)).toBe(true);
    // Numbers come in pairs from one radius: neighbours must not be correlated, nor their squares.
    const correlation = values.slice(1).reduce((a, v, i) => a + v * values[i]!, 0) / n;
    const ofSquares = values.slice(1).reduce((a, v, i) => a + (v * v - 1) * (values[i]! ** 2 - 1), 0) / n / 2;
    expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(ofSquares)).toBeLessThan(5 / Math.sqrt(n));
  });

  it("draws integers below the bound, all equally often", () => {
    const random = new Random(6);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]!++;
    expectChiSquare(counts);
    expect(new Random(1).integer(1)).toBe(0);
  });
});

describe("streams", () => {
  it("depend on the seed, the purpose and the index, and on nothing that was drawn before", () => {
    const first = draw(new Random(8).stream("weights", 1), 5);
    const used = new Random(8);
    draw(used, 100);
    used.normal();
    used.stream("other");
    expect(draw(used.stream("weights", 1), 5)).toEqual(first);
    for (const other of [
      new Random(9).stream("weights", 1),
      new Random(8).stream("weights", 2),
      new Random(8).stream("weights"),
      new Random(8).stream("bias", 1),
      new Random(8),
    ]) {
      expect(draw(other, 5)).not.toEqual(first);
    }
  });

  it("are independent of each other", () => {
    const root = new Random(10);
    const firsts = Array.from({ length: 20_000 }, (_, i) => root.stream("shuffle", i).uniform());
    expectChiSquare(countInto(50, firsts));
    const [a, b] = [draw(root.stream("a"), 50_000), draw(root.stream("b"), 50_000)];
    const correlation = a.reduce((total, v, i) => total + (v - 0.5) * (b[i]! - 0.5), 0) / 50_000;
    // The variance of such a product is 1/144.
    expect(Math.abs(correlation)).toBeLessThan(5 / 12 / Math.sqrt(50_000));
  });
});

describe("permutation()", () => {
  it("holds each index once", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (n, seed) => {
        const order = new Random(seed).permutation(n);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
      { seed: 4 },
    );
  });

  it("gives all orders of four equally often", () => {
    const random = new Random(11);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = random.permutation(4).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expectChiSquare([...counts.values()]);
  });
});
