import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/backend/reference/evaluate.ts";
import { latexOf } from "../../../src/explain/matrices/print.ts";
import { tidy } from "../../../src/explain/matrices/tidy.ts";
import { input } from "../../../src/graph/leaves.ts";
import { add } from "../../../src/ops/add.ts";
import { broadcastTo } from "../../../src/ops/broadcast.ts";
import { divide } from "../../../src/ops/divide.ts";
import { matmul } from "../../../src/ops/matmul.ts";
import { multiply } from "../../../src/ops/multiply.ts";
import { negate } from "../../../src/ops/negate.ts";
import { reshape } from "../../../src/ops/reshape.ts";
import { subtract } from "../../../src/ops/subtract.ts";
import { transpose } from "../../../src/ops/transpose.ts";
import type { Tensor } from "../../../src/graph/tensor.ts";
import { randomGraphs } from "../../support/randomGraph.ts";

describe("a tidied formula", () => {
  it("has the value and the shape of what it was made of", () => {
    fc.assert(
      fc.property(randomGraphs, ({ outputs, feeds }) => {
        const tidied = outputs.map((output) => tidy(output));
        const [before, after] = [evaluate(outputs, feeds), evaluate(tidied, feeds)];
        before.forEach((expected, i) => {
          expect(after[i]!.shape).toEqual(expected.shape);
          const size = expected.data.reduce<number>((most, value) => Math.max(most, Math.abs(value)), 1);
          const worst = expected.data.reduce<number>(
            (most, value, place) => Math.max(most, Math.abs(value - after[i]!.data[place]!)),
            0,
          );
          expect(worst).toBeLessThanOrEqual(1e-11 * size);
        });
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  const W = input("W", [3, 2]);
  const [a, b, row] = [input("a", [2]), input("b", [3]), input("r", [1, 3])];

  it.each<[string, Tensor, string]>([
    ["transposes move to the names", transpose(matmul(transpose(matmul(row, W)), row)), "r^T r W"],
    ["two transposes are none", transpose(transpose(W)), "W"],
    ["numbers are multiplied out, signs too", multiply(negate(multiply(2, a)), -3), "6 \\, a"],
    ["1 · a is a, a / 1 is a, a + 0 is a", add(divide(multiply(1, a), 1), 0), "a"],
    ["−(a − b) is b − a", negate(subtract(b, multiply(b, b))), "b \\odot b - b"],
    ["a + (−b) is a − b", add(b, negate(multiply(b, b))), "b - b \\odot b"],
    ["stretching is not written", multiply(broadcastTo(b, [3]), b), "b \\odot b"],
    ["a vector made a column and back is itself", reshape(reshape(a, [2, 1]), [2]), "a"],
  ])("%s", (_what, graph, expected) => {
    const written = latexOf(tidy(graph), ({ label }) => label)
      .replaceAll("^{\\mathsf{T}}", "^T")
      .replace(/\\left\((\w)\\right\)\^T/g, "$1^T");
    expect(written).toBe(expected);
  });
});
