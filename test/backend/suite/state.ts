import { describe, expect, it } from "vitest";
import type { Compiled } from "../../../src/backend/backend.ts";
import { constant, input, parameter } from "../../../src/graph/leaves.ts";
import type { Tensor } from "../../../src/graph/tensor.ts";
import { add } from "../../../src/ops/add.ts";
import { multiply } from "../../../src/ops/multiply.ts";
import { subtract } from "../../../src/ops/subtract.ts";
import { sum } from "../../../src/ops/sum.ts";
import { take } from "../../../src/ops/take.ts";
import { takeAdjoint } from "../../../src/ops/takeAdjoint.ts";
import { transpose } from "../../../src/ops/transpose.ts";
import { ShapeError, ValueError } from "../../../src/util/errors.ts";
import { compileOn, type EngineUnderTest } from "./engine.ts";

/** Writing, running and reading: what is kept, what is refused. */
export function testState(engine: EngineUnderTest): void {
  const numbers = (compiled: Compiled, node: Tensor): number[] => [...compiled.read(node).data];

  it("refuses to run without numbers for an input, and takes an empty input as given", async () => {
    const [x, empty] = [input("x", [2]), input("empty", [0, 3])];
    const y = add(sum(x), sum(empty));
    const compiled = await compileOn(engine, { outputs: [y] });
    expect(() => {
      compiled.run();
    }).toThrow(ValueError);
    expect(() => {
      compiled.run();
    }).toThrow(/input "x" of shape \[2\] has no numbers/);
    compiled.write(x, [1, 2]);
    compiled.run();
    expect(numbers(compiled, y)).toEqual([3]);
    compiled.dispose();
  });

  it("refuses numbers of another shape, and what is no leaf", async () => {
    const x = input("x", [2]);
    const [y, other] = [multiply(x, 2), input("other", [2])];
    const compiled = await compileOn(engine, { outputs: [y] });
    expect(() => {
      compiled.write(x, [1, 2, 3]);
    }).toThrow(ShapeError);
    expect(() => {
      compiled.write(y, [1, 2]);
    }).toThrow(/only inputs and parameters can be written/);
    for (const use of [() => compiled.buffer(other), () => compiled.read(other)]) {
      expect(use).toThrow(/other = input\[2\] is not part of this computation/);
    }
    compiled.dispose();
  });

  it("keeps inputs and parameters from run to run, until they are written over", async () => {
    const [x, w] = [input("x", []), parameter("w", [10, 20])];
    const y = multiply(w, x);
    const compiled = await compileOn(engine, { outputs: [y, w, x] });
    compiled.write(x, 2);
    for (const expected of [
      [20, 40],
      [20, 40],
    ]) {
      compiled.run();
      expect(numbers(compiled, y)).toEqual(expected);
    }
    compiled.write(w, [1, 2]);
    compiled.buffer(x)[0] = 3;
    compiled.run();
    expect([y, w, x].map((node) => numbers(compiled, node))).toEqual([[3, 6], [1, 2], [3]]);
    compiled.dispose();
  });

  it("gives copies: writing into what was read changes nothing", async () => {
    const w = parameter("w", [1, 2]);
    const y = add(w, 1);
    const compiled = await compileOn(engine, { outputs: [y, w] });
    compiled.run();
    compiled.read(w).data.fill(9);
    compiled.read(y).data.fill(9);
    compiled.run();
    expect([y, w].map((node) => numbers(compiled, node))).toEqual([
      [2, 3],
      [1, 2],
    ]);
    compiled.dispose();
  });

  it("updates all parameters at once: a swap, a cycle, and next values that read old ones", async () => {
    const [a, b, c] = [parameter("a", [1, 2]), parameter("b", [3, 4]), parameter("c", [5, 6])];
    const cost = sum(a);
    const compiled = await compileOn(engine, {
      outputs: [cost, b],
      updates: [
        [a, b],
        [b, add(a, c)],
        [c, a],
      ],
    });
    compiled.run();
    expect([a, b, c].map((node) => numbers(compiled, node))).toEqual([
      [3, 4],
      [6, 8],
      [1, 2],
    ]);
    compiled.run();
    expect([a, b, c].map((node) => numbers(compiled, node))).toEqual([
      [6, 8],
      [4, 6],
      [3, 4],
    ]);
    expect(numbers(compiled, cost)).toEqual([7]);
    compiled.dispose();
  });

  it("does two programs of one graph apart", async () => {
    const w = parameter("w", 1);
    const computation = { outputs: [w], updates: [[w, multiply(w, 2)] as const] };
    const [one, two] = [await compileOn(engine, computation), await compileOn(engine, computation)];
    one.run();
    one.run();
    two.run();
    expect([numbers(one, w), numbers(two, w)]).toEqual([[4], [2]]);
    one.dispose();
    two.dispose();
  });

  it("refuses to update what is no parameter, or with numbers of another shape", () => {
    const [x, w] = [input("x", [2]), parameter("w", [1, 2])];
    const compile = (to: Tensor, next: Tensor): (() => unknown) => {
      return () => engine.backend().compile({ outputs: [], updates: [[to, next]] });
    };
    expect(compile(x, add(x, 1))).toThrow(/only parameters can be updated, got x = input\[2\]/);
    expect(compile(add(w, 1), w)).toThrow(ValueError);
    expect(compile(w, sum(w))).toThrow(/update of w = parameter\[2\] must have shape \[2\], got \[\]/);
  });

  describe("rows by their numbers", () => {
    const bytes = input("bytes", [4, 3]);
    const indices = input("indices", [2], "int");
    const table = { shape: [4, 3], data: Float64Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 253, 254, 255]) };

    it("come from bytes", async () => {
      const y = multiply(take(bytes, indices), 0.5);
      const compiled = await compileOn(engine, { outputs: [y], storage: new Map([[bytes, "u8"]]) });
      compiled.write(bytes, table);
      compiled.write(indices, [3, 0]);
      compiled.run();
      expect(numbers(compiled, y)).toEqual([126.5, 127, 127.5, 0, 0.5, 1]);
      compiled.dispose();
    });

    it.each([
      { what: "some", rows: Array.from({ length: 67 }, (_, i) => (i * 1907) % 8192) },
      { what: "the last one, of one", rows: [8191] },
      { what: "a single one", rows: [4096] },
    ])("come from a table that no cache holds: $what", async ({ rows }) => {
      const [large, at] = [input("large", [8192, 133]), input("at", [rows.length], "int")];
      const outputs = [multiply(take(large, at), 0.5), sum(take(large, at), [1]), transpose(take(large, at))];
      const compiled = await compileOn(engine, { outputs, storage: new Map([[large, "u8"]]) });
      const element = (row: number, column: number): number => (7 * row + column) % 251;
      const data = Float64Array.from({ length: 8192 * 133 }, (_, i) => element(Math.floor(i / 133), i % 133));
      compiled.write(large, { shape: [8192, 133], data });
      compiled.write(at, rows);
      compiled.run();
      const taken = rows.map((row) => Array.from({ length: 133 }, (_, column) => element(row, column)));
      expect(numbers(compiled, outputs[0]!)).toEqual(taken.flat().map((x) => x / 2));
      expect(numbers(compiled, outputs[1]!)).toEqual(taken.map((row) => row.reduce((a, b) => a + b)));
      expect(numbers(compiled, outputs[2]!)).toEqual(taken[0]!.flatMap((_, i) => taken.map((row) => row[i])));
      compiled.dispose();
    });

    it("are refused where there is no such row, and the program goes on", async () => {
      const w = parameter("w", [0, 0, 0]);
      const y = take(bytes, indices);
      const updates = [[w, add(w, sum(y, [0]))] as const];
      const compiled = await compileOn(engine, { outputs: [y, w], updates });
      compiled.write(bytes, table);
      for (const wrong of [4, -1, 2 ** 31 - 1]) {
        compiled.write(indices, [1, wrong]);
        const run = (): void => {
          compiled.run();
        };
        expect(run).toThrow(ValueError);
        expect(run).toThrow(`index ${wrong} at place 1 names none of 4 rows; indices go from 0 to 3`);
        expect(numbers(compiled, w)).toEqual([0, 0, 0]);
      }
      compiled.write(indices, [1, 2]);
      compiled.run();
      expect(numbers(compiled, w)).toEqual([9, 11, 13]);
      compiled.dispose();
    });

    it("are refused where they were computed, and the program goes on", async () => {
      const [from, to] = [input("from", [4]), subtract(indices, constant(2, "int"))];
      const rows = input("rows", [2]);
      const outputs = [take(from, to), takeAdjoint(rows, to, 4)];
      const compiled = await compileOn(engine, { outputs });
      compiled.write(from, [1, 2, 3, 4]);
      compiled.write(rows, [5, 6]);
      compiled.write(indices, [6, 2]);
      const run = (): void => {
        compiled.run();
      };
      expect(run).toThrow(ValueError);
      expect(run).toThrow(/index.* 4.* names none of 4 rows/);
      compiled.write(indices, [5, 2]);
      compiled.run();
      expect(outputs.map((node) => numbers(compiled, node))).toEqual([
        [4, 1],
        [6, 0, 0, 5],
      ]);
      compiled.dispose();
    });
  });

  it("can be disposed of twice, and then says so", async () => {
    const x = input("x", [2]);
    const y = add(x, 1);
    const compiled = await compileOn(engine, { outputs: [y] });
    compiled.write(x, [1, 2]);
    compiled.run();
    compiled.dispose();
    compiled.dispose();
    const uses = [
      () => {
        compiled.run();
      },
      () => compiled.read(y),
      () => compiled.buffer(x),
      () => {
        compiled.write(x, [1, 2]);
      },
    ];
    for (const use of uses) {
      expect(use).toThrow(ValueError);
      expect(use).toThrow(/disposed of/);
    }
  });
}
