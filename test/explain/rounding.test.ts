import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Convention } from "../../src/explain/convention.ts";
import type { Derivation } from "../../src/explain/derivation.ts";
import { explainNetwork } from "../../src/explain/network.ts";
import { rounded } from "../../src/explain/numbers.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { Random } from "../../src/util/random.ts";
import { readLatex, rowsOf, sidesOf } from "./readLatex.ts";

const networks = fc.record({
  seed: fc.nat(10_000),
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
  activation: fc.constantFrom("sigmoid", "tanh", "relu", "silu"),
  output: fc.constantFrom<
    ["sigmoid" | "identity" | "softmax", "quadratic" | "mean-squared-error" | "cross-entropy"]
  >(["sigmoid", "quadratic"], ["identity", "mean-squared-error"], ["softmax", "cross-entropy"]),
  samples: fc.constantFrom(1, 2, 3),
  digits: fc.integer({ min: 1, max: 9 }),
  gradient: fc.constantFrom<Convention["gradient"]>("column", "row"),
});

describe("between the digits shown and the result shown", () => {
  it("= stands where they agree, and ≈ where they do not", () => {
    let [equal, nearly] = [0, 0];
    fc.assert(
      fc.property(networks, (options) => {
        for (const { relation, computed, printed, equation } of printedSums(explained(options))) {
          if (relation === "=") equal++;
          else nearly++;
          const same = printed
            .flat()
            .every((number, i) => mayShow(computed.flat()[i]!, number, options.digits));
          const other = printed
            .flat()
            .some((number, i) => !mustShow(computed.flat()[i]!, number, options.digits));
          expect(relation === "=" ? same : other, equation).toBe(true);
        }
      }),
      { numRuns: 40, seed: 5 },
    );
    // Both have been seen, many times.
    expect(Math.min(equal, nearly)).toBeGreaterThan(400);
  });

  it("a note says what ≈ means, and only where it stands", () => {
    const batch = explained({
      seed: 1,
      sizes: [2, 3, 2],
      activation: "tanh",
      output: ["sigmoid", "quadratic"],
      samples: 2,
      digits: 2,
      gradient: "column",
    });
    expect(batch.notes.join()).toContain("≈ stands where the 2 digits shown");
    const net = createNetwork({ sizes: [1, 1], outputActivation: "identity", seed: 1, initializer: "zeros" });
    expect(explainNetwork(net, { input: [1], target: [2] }).notes).toEqual([]);
  });
});

function explained({
  seed,
  sizes,
  activation,
  output,
  samples,
  digits,
  gradient,
}: typeof networks extends fc.Arbitrary<infer T> ? T : never): Derivation {
  const [outputActivation, cost] = output;
  const net = createNetwork({ sizes, activation, outputActivation, cost, seed });
  const random = new Random(seed).stream("samples");
  const rows = (width: number): number[][] =>
    Array.from({ length: samples }, () => Array.from({ length: width }, () => random.uniform() * 2 - 1));
  return explainNetwork(net, {
    input: rows(sizes[0]!),
    target:
      cost === "cross-entropy"
        ? Array.from({ length: samples }, (_, i) => oneHot(i % sizes.at(-1)!, sizes.at(-1)!))
        : rows(sizes.at(-1)!),
    convention: { digits, gradient },
  });
}

function oneHot(label: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, place) => (place === label ? 1 : 0));
}

/** Where one side of an equation can be worked out from its digits, and what the next one says that it comes to. */
function* printedSums({ steps }: Derivation) {
  const equations = steps.flatMap(({ substituted, forms = {} }) => [
    substituted,
    ...Object.values(forms).flatMap((form) => form.substituted),
  ]);
  for (const equation of new Set(equations)) {
    const sides = sidesOf(equation);
    for (const [i, { relation, text }] of sides.entries()) {
      const [computed, printed] = [readLatex(sides[i - 1]?.text ?? ""), readLatex(text)];
      if (computed === undefined || printed === undefined) continue;
      yield { relation, computed: rowsOf(computed), printed: rowsOf(printed), equation };
    }
  }
}

/** Whether a number shows as another, or would if its last bit were another one. */
function mayShow(value: number, printed: number, digits: number): boolean {
  return nudged(value).some((one) => isSame(rounded(one, digits), printed));
}

function mustShow(value: number, printed: number, digits: number): boolean {
  return nudged(value).every((one) => isSame(rounded(one, digits), printed));
}

function nudged(value: number): number[] {
  return [value - 1e-13 - 1e-12 * Math.abs(value), value, value + 1e-13 + 1e-12 * Math.abs(value)].map(
    (one) => one + 0,
  );
}

/** 1.8 · 10⁻², worked out, is not quite 0.018. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.abs(b);
}
