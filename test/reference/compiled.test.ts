import { describe, expect, it } from "vitest";
import { reference } from "../../src/backend/reference/reference.ts";
import { heldValue, input, parameter } from "../../src/graph/leaves.ts";
import { add } from "../../src/ops/add.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";

describe("a compiled computation", () => {
  it("updates all parameters at once: two that swap do swap", () => {
    const [a, b, c] = [parameter("a", [1, 2]), parameter("b", [3, 4]), parameter("c", [5, 6])];
    const program = reference.compile({
      outputs: [a, b, c],
      updates: [
        [a, b],
        [b, c],
        [c, a],
      ],
    });
    program.run();
    expect([a, b, c].map((p) => [...program.read(p).data])).toEqual([
      [3, 4],
      [5, 6],
      [1, 2],
    ]);
    program.run();
    program.run();
    expect([a, b, c].map((p) => [...program.read(p).data])).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it("computes updates and outputs from the values before the step", () => {
    const [a, b] = [parameter("a", 1), parameter("b", 10)];
    const total = add(a, b);
    const program = reference.compile({
      outputs: [total, a, b],
      updates: [
        [a, add(a, 1)],
        [b, multiply(a, b)],
      ],
    });
    const after = (): number[] => {
      program.run();
      return [total, a, b].map((t) => program.read(t).data[0]!);
    };
    expect(after()).toEqual([11, 2, 10]);
    expect(after()).toEqual([12, 3, 20]);
    expect(after()).toEqual([23, 4, 60]);
  });

  it("keeps its parameters to itself", () => {
    const p = parameter("p", [1]);
    const one = reference.compile({ outputs: [p], updates: [[p, multiply(p, 2)]] });
    const other = reference.compile({ outputs: [p] });
    one.run();
    other.run();
    expect([one, other, { read: () => heldValue(p)! }].map((program) => program.read(p).data[0])).toEqual([
      2, 1, 1,
    ]);
  });

  it("keeps what was written until it is written over, and can be filled in place", () => {
    const x = input("x", [2]);
    const y = square(x);
    const program = reference.compile({ outputs: [y] });
    const run = (): number[] => {
      program.run();
      return [...program.read(y).data];
    };
    expect(run).toThrow(/input "x" of shape \[2\] has no numbers/);
    program.write(x, [1, 2]);
    expect(run()).toEqual([1, 4]);
    expect(run()).toEqual([1, 4]);
    program.buffer(x)[1] = 5;
    expect(run()).toEqual([1, 25]);
    program.write(x, [3, 4]);
    expect(run()).toEqual([9, 16]);
    expect(() => program.read(sum(x))).toThrow(/is not part of this computation/);
  });

  it("refuses to write what is no leaf, to update what is no parameter, and updates of another shape", () => {
    const x = input("x", [2]);
    const node = square(x);
    const p = parameter("p", [1, 2]);
    const program = reference.compile({ outputs: [node] });
    expect(() => {
      program.write(node, [1, 2]);
    }).toThrow(/only inputs and parameters can be written, got square\[2\]/);
    expect(() => {
      program.write(p, [1, 2]);
    }).toThrow(/p = parameter\[2\] is not part of this computation/);
    expect(() => reference.compile({ outputs: [], updates: [[x, node]] })).toThrow(
      /only parameters can be updated/,
    );
    expect(() => reference.compile({ outputs: [], updates: [[p, sum(p)]] })).toThrow(
      /the update of p = parameter\[2\] must have shape \[2\], got \[\]/,
    );
  });

  it("that was disposed of can no longer be read", () => {
    const p = parameter("p", [1]);
    const program = reference.compile({ outputs: [p] });
    program.dispose();
    expect(() => program.read(p)).toThrow(/it was disposed of/);
  });
});
