import { describe, expect, it } from "vitest";
import { convention, defaultConvention, type Convention } from "../../src/explain/convention.ts";
import type { Derivation, Step } from "../../src/explain/derivation.ts";
import { explainNetwork } from "../../src/explain/network.ts";
import { toNetwork } from "../../src/format/networkFile.ts";
import { expectClose } from "../notes/numbers.ts";
import { disagreeing, failing } from "./marks.ts";
import { noteFile } from "./support/derivations.ts";

// All sizes different but for the outermost, and no symmetry.
const net = toNetwork(noteFile("second"));
const batch = {
  input: [
    [0.9, 0.1],
    [-0.4, 0.7],
    [0.3, -0.8],
  ],
  target: [
    [1, 0],
    [0.2, 0.9],
    [0, 0.5],
  ],
};

function explained(settings: Partial<Convention> = {}, sample?: number): Derivation {
  const derivation = explainNetwork(net, {
    ...batch,
    convention: settings,
    ...(sample === undefined ? {} : { sample }),
  });
  expect(disagreeing(derivation, 1e-12)).toEqual([]);
  expect(failing(derivation)).toEqual({ local: [], endToEnd: [] });
  expect(derivation.convention).toEqual({ ...defaultConvention, ...settings });
  return derivation;
}

function step({ steps }: Derivation, id: string): Step {
  return steps.find((one) => one.id === id)!;
}

function numbers(derivation: Derivation, id: string): number[] {
  return [step(derivation, id).value].flat(3) as number[];
}

const own = explained();
const GRADIENTS = ["dC-dW1", "dC-db1", "dC-dW2", "dC-db2", "dC-dx"];

describe("δ", () => {
  it("is ∂C/∂z, and ∂C/∂a has its long name", () => {
    expect(step(own, "delta1")).toMatchObject({ of: "z1", name: "δ¹" });
    expect(step(own, "dC-da1")).toMatchObject({ of: "a1", name: "∂C/∂a¹" });
    expect(own.layers![0]).toMatchObject({ dz: "delta1", da: "dC-da1" });
  });

  it("may be ∂C/∂a; then ∂C/∂z has its long name, and all numbers stay", () => {
    const other = explained({ delta: "a" });
    expect(step(other, "delta1")).toMatchObject({ of: "a1" });
    expect(step(other, "dC-dz1")).toMatchObject({ of: "z1", name: "∂C/∂z¹" });
    expect(other.layers![0]).toMatchObject({ dz: "dC-dz1", da: "delta1" });
    expect(numbers(other, "delta1")).toEqual(numbers(own, "dC-da1"));
    expect(numbers(other, "dC-dz1")).toEqual(numbers(own, "delta1"));
    for (const id of GRADIENTS) expect(numbers(other, id)).toEqual(numbers(own, id));
  });
});

describe("the cost's factor", () => {
  it.each([
    ["half", 1, "quadratic"],
    ["one", 2, "squared-error"],
    ["mean", 1, "mean-squared-error"],
  ] as const)(
    "%s makes gradients %d times those of ½‖a - y‖², with two outputs",
    (costFactor, times, cost) => {
      const other = explained({ costFactor });
      expect(other.title).toContain(cost);
      expectClose([other.cost.value], [times * own.cost.value]);
      for (const id of GRADIENTS)
        expectClose(
          numbers(other, id),
          numbers(own, id).map((x) => times * x),
        );
      const says = other.notes.some((note) => note.includes(`the convention makes it ${cost}`));
      expect(says).toBe(cost !== "quadratic");
    },
  );

  it("leaves costs alone that are no squares", () => {
    const other = explainNetwork(
      { ...net, cost: "binary-cross-entropy" },
      { ...batch, convention: { costFactor: "one" } },
    );
    expect(other.title).toContain("binary-cross-entropy");
    expect(other.notes.join()).not.toContain("convention makes");
  });
});

describe("a batch", () => {
  it("sums to as many times the mean as it has samples", () => {
    const sum = explained({ reduction: "sum" });
    expectClose([sum.cost.value], [3 * own.cost.value]);
    for (const id of GRADIENTS)
      expectClose(
        numbers(sum, id),
        numbers(own, id).map((x) => 3 * x),
      );
    expect(sum.notes.join()).toContain("the convention makes it the sum");
  });

  it("of one sample knows no difference", () => {
    const [mean, sum] = [explained({ reduction: "mean" }, 1), explained({ reduction: "sum" }, 1)];
    expect(sum.cost).toEqual(mean.cost);
    expect(sum.notes.join()).not.toContain("convention makes");
  });
});

describe("indices", () => {
  it("count from 1, or from 0, in symbols and in sums", () => {
    const zero = explained({ firstIndex: 0 }, 0);
    const one = explained({ firstIndex: 1 }, 0);
    const first = (derivation: Derivation, id: string): string =>
      step(derivation, id).forms!.index.substituted[0]!;
    expect(first(one, "dC-dW1")).toMatch(/w\^\{1\}_\{1,1\}.* = \\delta\^\{1\}_\{1\} \\, x_\{1\} = /);
    expect(first(zero, "dC-dW1")).toMatch(/w\^\{1\}_\{0,0\}.* = \\delta\^\{1\}_\{0\} \\, x_\{0\} = /);
    const sum = (derivation: Derivation): string => step(derivation, "dC-da1").forms!.index.formula;
    expect(sum(one)).toContain("\\sum_{k=1}^{2}");
    expect(sum(zero)).toContain("\\sum_{k=0}^{1}");
    // As data they count from 0, like arrays.
    for (const derivation of [zero, one]) {
      expect(step(derivation, "dC-dW1").forms!.index.elements!.at(-1)!.index).toEqual([2, 1]);
    }
  });
});

describe("gradients of vectors", () => {
  it("are columns, or rows; the numbers are the same", () => {
    const row = explained({ gradient: "row" }, 0);
    const column = explained({ gradient: "column" }, 0);
    for (const id of ["delta1", "delta2", "dC-db1", "dC-dx"]) {
      expect(step(column, id).substituted).toMatch(/(=|\\approx) \\begin\{bmatrix\} [^&]* \\end\{bmatrix\}$/);
      expect(step(row, id).substituted).toMatch(
        /(=|\\approx) \\begin\{bmatrix\} [^\\]*&[^\\]* \\end\{bmatrix\}$/,
      );
    }
    expect(numbers(row, "delta1")).toEqual(numbers(column, "delta1"));
  });
});

describe("digits", () => {
  it.each([2, 6, 12])("%d are shown, and computed with all", (digits) => {
    const other = explained({ digits }, 0);
    const unrounded = explained({}, 0);
    for (const { id } of other.steps) expect(numbers(other, id)).toEqual(numbers(unrounded, id));
    const longest = other.steps.flatMap(({ substituted }) => substituted.match(/\d+\.\d+/g) ?? []);
    expect(Math.max(...longest.map((number) => number.split(".")[1]!.length))).toBe(digits);
  });
});

describe("a convention that does not exist", () => {
  it.each<[Record<string, unknown>, string]>([
    [{ delta: "w" }, 'convention(): delta must be one of z, a, got "w"'],
    [{ gradient: "colum" }, 'got "colum"; did you mean "column"?'],
    [{ costFactor: "two" }, "convention(): costFactor must be one of given, half, one, mean"],
    [{ reduction: "average" }, "convention(): reduction must be one of given, mean, sum"],
    [{ firstIndex: 2 }, "convention(): firstIndex must be 0 or 1, got 2"],
    [{ digits: 0 }, "convention(): digits must be a whole number from 1 to 15, got 0"],
    [{ digits: 2.5 }, "convention(): digits must be a whole number from 1 to 15, got 2.5"],
  ])("%j is refused", (settings, message) => {
    expect(() => convention(settings as Partial<Convention>)).toThrow(message);
  });
});
