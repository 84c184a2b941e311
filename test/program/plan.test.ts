import fc from "fast-check";
import { expect, it } from "vitest";
import { input, parameter } from "../../src/graph/leaves.ts";
import { exp } from "../../src/ops/exp.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sum } from "../../src/ops/sum.ts";
import { readsOf, writesOf } from "../../src/program/dependencies.ts";
import { improve } from "../../src/program/improve.ts";
import { lower } from "../../src/program/lower.ts";
import { plan } from "../../src/program/plan.ts";
import type { Program } from "../../src/program/program.ts";
import { randomGraphs } from "../support/randomGraph.ts";

interface Life {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
}

/** Where each buffer lies and from which kernel to which it must hold its numbers. */
function livesOf(program: Program, realBytes: 4 | 8): Life[] {
  const { offsets, bytes } = plan(program, realBytes);
  return program.buffers.flatMap(({ id, size, storage, life }) => {
    const from = offsets[id];
    if (from === undefined) return [];
    const to = from + size * { real: realBytes, i32: 4, u8: 1 }[storage];
    expect(to).toBeLessThanOrEqual(bytes);
    const touches = program.kernels.flatMap((kernel, at) =>
      readsOf(kernel).has(id) || writesOf(kernel).has(id) ? [at] : [],
    );
    if (life === "temporary") return [{ from, to, first: touches[0]!, last: touches.at(-1)! }];
    return [{ from, to, first: 0, last: program.kernels.length }];
  });
}

it("gives no two buffers the same place at the same time", () => {
  fc.assert(
    fc.property(randomGraphs, fc.constantFrom(4 as const, 8 as const), (graph, realBytes) => {
      const lives = livesOf(improve(lower(graph)), realBytes);
      for (const [i, a] of lives.entries()) {
        expect(a.from % 64).toBe(0);
        for (const b of lives.slice(i + 1)) {
          const together = a.first <= b.last && b.first <= a.last;
          expect(together && a.from < b.to && b.from < a.to).toBe(false);
        }
      }
    }),
    { seed: 4, numRuns: 40 },
  );
});

it("gives everything that a kernel touches or a caller asks for a place", () => {
  fc.assert(
    fc.property(randomGraphs, (graph) => {
      const program = improve(lower(graph));
      const { offsets } = plan(program, 4);
      const needed = [
        ...program.places.values(),
        ...program.kernels.flatMap((kernel) => [...readsOf(kernel), ...writesOf(kernel)]),
      ];
      for (const id of needed) expect(offsets[id]).toBeDefined();
    }),
    { seed: 5, numRuns: 20 },
  );
});

it("uses the memory of a chain's links again", () => {
  let y = input("x", [100, 100]);
  for (let i = 0; i < 10; i++) y = matmul(y, y);
  const program = improve(lower({ outputs: [sum(y)], updates: [] }));
  const matrix = 100 * 100 * 4;
  // The input, and two links at a time.
  expect(plan(program, 4).bytes).toBeLessThan(3.2 * matrix);
});

it("refuses what does not fit before anything is allocated", () => {
  const x = input("x", [40_000, 40_000]);
  const program = improve(lower({ outputs: [exp(x)], updates: [] }));
  expect(() => plan(program, 4)).toThrow(
    "compile(): the computation needs 12208 MiB of memory, and at most 4095 MiB can be had; use a smaller batch, or precision f32",
  );
  expect(() => plan(program, 4, 2 ** 34)).not.toThrow();
});

it("keeps a place for parameters, whatever the kernels do", () => {
  const [p, q] = [parameter("p", [1, 2, 3]), parameter("q", [4, 5, 6])];
  const program = improve(
    lower({
      outputs: [p],
      updates: [
        [p, multiply(p, 2)],
        [q, p],
      ],
    }),
  );
  const { offsets } = plan(program, 8);
  expect(new Set([p, q].map((leaf) => offsets[program.places.get(leaf)!])).size).toBe(2);
});
