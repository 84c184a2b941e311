import { setFlagsFromString } from "node:v8";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { features } from "../../src/backend/wasm/assembler/features.ts";
import { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";
import { GemmKernels } from "../../src/backend/wasm/gemm/gemmKernels.ts";
import type { Gemm, Matrix } from "../../src/program/program.ts";

type Precision = "f32" | "f64";
type Split = "rows" | "columns";
type Layout = "rows" | "columns" | "strided" | "reversed";

interface Case {
  readonly gemm: Gemm;
  readonly precision: Precision;
  readonly relaxed: boolean;
}

const GUARD = 12345;
const PAGES = 512;
const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });

/** A matrix of some layout, with room between its lines, and how many elements it spans. */
function laidOut(rows: number, columns: number, layout: Layout, room: number): Matrix & { span: number } {
  const byRows = layout === "rows" || layout === "strided";
  const unit = layout === "strided" ? 3 : layout === "reversed" ? -1 : 1;
  const line = Math.max(1, byRows ? columns : rows) * Math.abs(unit) + room;
  const [row, column] = byRows ? [line, unit] : [unit, line];
  const start = layout === "reversed" ? Math.max(0, rows - 1) : 0;
  return { buffer: 0, batch: [], start, row, column, span: line * Math.max(1, byRows ? rows : columns) };
}

function gemmOf(
  [m, n, k]: readonly [number, number, number],
  [a, b, c]: readonly [Layout, Layout, Layout],
  { alpha = 1, beta = 0, room = 0 }: { alpha?: number; beta?: 0 | 1; room?: number } = {},
): Gemm {
  return {
    ...{ kind: "gemm" as const, m, n, k, batch: [], alpha, beta },
    a: laidOut(m, k, a, room),
    b: laidOut(k, n, b, room),
    c: laidOut(m, n, c, room),
  };
}

/** Runs a product in the given parts on given numbers; C's whole memory comes back, with what stands around it. */
function run(
  { gemm, precision, relaxed }: Case,
  split: Split,
  bounds: readonly number[],
  fill: { a: (i: number) => number; b: (i: number) => number; c: (i: number) => number },
): { c: Float64Array; before: Float64Array; a: Float64Array; b: Float64Array } {
  const Elements = precision === "f32" ? Float32Array : Float64Array;
  const bytes = Elements.BYTES_PER_ELEMENT;
  const module = new ModuleBuilder();
  module.importMemory("env", "memory", { min: PAGES, max: PAGES });
  const kernels = new GemmKernels(module, precision, { relaxed });
  const handle = module.function(
    "run",
    ["i32", "i32", "i32", "i32", "i32", "i32"],
    "void",
    (f, a, b, c, scratch, from, to) => {
      for (const one of kernels.call(gemm, { a, b, c, scratch }, split, from, to)) f.do(one);
    },
  );
  module.export(handle);
  const compiled = new WebAssembly.Module(module.finish() as BufferSource);
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  const compute = instance.exports["run"] as (...numbers: number[]) => void;

  // Odd multiples of an element: no matrix may be taken to be aligned. A and B end where the next begins.
  let end = bytes * 3;
  const place = (span: number): number => {
    const at = end;
    end += (span + 4) * bytes;
    return at;
  };
  const spans = [gemm.a, gemm.b, gemm.c].map((matrix) => (matrix as Matrix & { span: number }).span);
  const [atA, atB, atC] = [place(spans[0]!), place(spans[1]!), place(spans[2]! + 64)];
  const scratch = place(0);
  const scratchEnd = scratch + kernels.scratchBytes(gemm);
  const guard = new Elements(memory.buffer, Math.ceil(scratchEnd / bytes) * bytes, 16).fill(GUARD);
  const view = (at: number, count: number) => new Elements(memory.buffer, at, count);
  const [a, b, c] = [view(atA, spans[0]!), view(atB, spans[1]!), view(atC, spans[2]! + 64)];
  for (let i = 0; i < a.length; i++) a[i] = fill.a(i);
  for (let i = 0; i < b.length; i++) b[i] = fill.b(i);
  for (let i = 0; i < c.length; i++) c[i] = fill.c(i);
  const before = Float64Array.from(c);
  for (let part = 0; part + 1 < bounds.length; part++) {
    compute(
      atA + gemm.a.start * bytes,
      atB + gemm.b.start * bytes,
      atC + (32 + gemm.c.start) * bytes,
      scratch,
      bounds[part]!,
      bounds[part + 1]!,
    );
  }
  expect([...guard].every((value) => value === GUARD)).toBe(true);
  return { c: Float64Array.from(c), before, a: Float64Array.from(a), b: Float64Array.from(b) };
}

/** The same by plain loops in double precision, with the size of the terms to measure errors by. */
function expected(gemm: Gemm, { before, a, b }: { before: Float64Array; a: Float64Array; b: Float64Array }) {
  const values = Float64Array.from(before);
  const sizes = new Float64Array(before.length);
  for (let i = 0; i < gemm.m; i++) {
    for (let j = 0; j < gemm.n; j++) {
      let [sum, size] = [0, 0];
      for (let p = 0; p < gemm.k; p++) {
        const x = a[gemm.a.start + i * gemm.a.row + p * gemm.a.column]!;
        const y = b[gemm.b.start + p * gemm.b.row + j * gemm.b.column]!;
        sum += x * y;
        size += Math.abs(x * y);
      }
      const at = 32 + gemm.c.start + i * gemm.c.row + j * gemm.c.column;
      const old = gemm.beta === 1 ? before[at]! : 0;
      values[at] = gemm.alpha * sum + old;
      sizes[at] = Math.abs(gemm.alpha) * size + Math.abs(old);
    }
  }
  return { values, sizes };
}

/** Numbers between -1 and 1 that look random. */
const noise = (seed: number) => (i: number) => Math.sin((i + 1) * 12.9898 + seed) * Math.cos(i * 78.233);
const FILL = { a: noise(1), b: noise(2), c: noise(3) };

/** The largest error, in rounding errors of a sum of k terms; infinite where something else was written. */
function error(testCase: Case, result: ReturnType<typeof run>): number {
  const { gemm, precision } = testCase;
  const { values, sizes } = expected(gemm, result);
  const epsilon = precision === "f32" ? 2 ** -24 : 2 ** -53;
  let largest = 0;
  values.forEach((value, i) => {
    if (result.c[i] === value) return;
    largest = Math.max(largest, Math.abs(result.c[i]! - value) / (sizes[i]! * epsilon * (gemm.k + 3)));
  });
  return largest;
}

function check(testCase: Case): void {
  const { gemm } = testCase;
  const whole = run(testCase, "rows", [0, gemm.m], FILL);
  expect(error(testCase, whole)).toBeLessThanOrEqual(1);
  expect(run(testCase, "columns", [0, gemm.n], FILL).c).toEqual(whole.c);
}

// Node 20 has relaxed SIMD, behind a flag.
if (!features().relaxedSimd) setFlagsFromString("--experimental-wasm-relaxed-simd");
const relaxedToo = features().relaxedSimd ? [false, true] : [false];
const PRECISIONS = ["f32", "f64"] as const;
const LAYOUTS: Layout[] = ["rows", "columns", "strided", "reversed"];

const layout = fc.constantFrom(...LAYOUTS);
const anyCase = (sizes: fc.Arbitrary<[number, number, number]>): fc.Arbitrary<Case> =>
  fc
    .record({
      sizes,
      layouts: fc.tuple(layout, layout, fc.constantFrom<Layout>("rows", "rows", ...LAYOUTS)),
      alpha: fc.constantFrom(1, -0.3, 0, 2.5),
      beta: fc.constantFrom<0 | 1>(0, 1),
      room: fc.integer({ min: 0, max: 3 }),
      precision: fc.constantFrom(...PRECISIONS),
      relaxed: fc.constantFrom(...relaxedToo),
    })
    .map(({ sizes, layouts, precision, relaxed, ...options }) => ({
      gemm: gemmOf(sizes, layouts, options),
      precision,
      relaxed,
    }));
const size = (max: number) => fc.integer({ min: 0, max });
const SMALL = anyCase(fc.tuple(size(21), size(40), size(40)));
const DEEP = anyCase(fc.tuple(size(24), size(40), fc.integer({ min: 250, max: 600 })));

describe("a matrix product", () => {
  it("is what plain loops give, for small sizes in every layout", () => {
    fc.assert(fc.property(SMALL, check), { numRuns: 300 });
  });

  it("is what plain loops give where k is taken in blocks", () => {
    fc.assert(fc.property(DEEP, check), { numRuns: 60 });
  });

  it.each(PRECISIONS)("is what plain loops give where A is taken in blocks, in %s", (precision) => {
    for (const a of ["rows", "columns"] as const) {
      for (const relaxed of relaxedToo) {
        check({
          gemm: gemmOf([1029, 35, 70], [a, "rows", "rows"], { alpha: 0.5, beta: 1 }),
          precision,
          relaxed,
        });
      }
    }
  });

  it("has the same bits however its rows or columns are shared out", () => {
    const shared = fc.tuple(
      fc.oneof(SMALL, DEEP),
      fc.constantFrom<Split>("rows", "columns"),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(shared, ([testCase, split, cuts]) => {
        const total = split === "rows" ? testCase.gemm.m : testCase.gemm.n;
        const bounds = [0, ...cuts.map((cut) => Math.round(cut * total)).sort((x, y) => x - y), total];
        const whole = run(testCase, "rows", [0, testCase.gemm.m], FILL);
        expect(run(testCase, split, bounds, FILL).c).toEqual(whole.c);
      }),
      { numRuns: 300 },
    );
  });

  it("writes only the rows or columns asked for", () => {
    const part = fc.tuple(SMALL, fc.constantFrom<Split>("rows", "columns"), size(40), size(40));
    fc.assert(
      fc.property(part, ([testCase, split, one, other]) => {
        const { gemm } = testCase;
        const total = split === "rows" ? gemm.m : gemm.n;
        const [from, to] = [Math.min(one, other, total), Math.min(Math.max(one, other), total)];
        const whole = run(testCase, "rows", [0, gemm.m], FILL);
        const { c, before } = run(testCase, split, [from, to], FILL);
        const want = Float64Array.from(before);
        for (let i = 0; i < gemm.m; i++) {
          for (let j = 0; j < gemm.n; j++) {
            const at = 32 + gemm.c.start + i * gemm.c.row + j * gemm.c.column;
            const asked = split === "rows" ? i >= from && i < to : j >= from && j < to;
            if (asked) want[at] = whole.c[at]!;
          }
        }
        expect(c).toEqual(want);
      }),
      { numRuns: 200 },
    );
  });

  it.each(PRECISIONS)("multiplies zeros too, in %s: 0 · ∞ is NaN", (precision) => {
    const sizes = [
      [3, 17, 9],
      [20, 17, 40],
    ] as const;
    const fill = { ...FILL, a: () => 0, b: () => Infinity };
    for (const b of LAYOUTS) {
      for (const [m, n, k] of sizes) {
        const testCase = { gemm: gemmOf([m, n, k], ["rows", b, "rows"]), precision, relaxed: false };
        const { c } = run(testCase, "rows", [0, m], fill);
        expect(c.subarray(32, 32 + m * n).every(Number.isNaN)).toBe(true);
      }
    }
  });

  it("forgets what stood in C where β is 0, NaN included", () => {
    for (const sizes of [
      [2, 5, 0],
      [2, 5, 3],
      [3, 7, 20],
      [20, 20, 300],
    ] as const) {
      const testCase = {
        gemm: gemmOf(sizes, ["rows", "columns", "rows"]),
        precision: "f32" as const,
        relaxed: false,
      };
      const { c } = run(testCase, "rows", [0, sizes[0]], { ...FILL, c: () => NaN });
      expect(c.subarray(32, 32 + sizes[0] * sizes[1]).some(Number.isNaN)).toBe(false);
    }
  });
});

describe("sharing a product out", () => {
  const kernels = new GemmKernels(new ModuleBuilder(), "f32", { relaxed: false });

  it("goes along an axis with enough for every thread", () => {
    expect(kernels.splitOf(gemmOf([128, 512, 784], ["rows", "rows", "rows"]), 2)).toEqual({
      split: "columns",
      granularity: 16,
    });
    expect(kernels.splitOf(gemmOf([10, 30, 784], ["rows", "columns", "rows"]), 2).split).toBe("columns");
    expect(kernels.splitOf(gemmOf([30, 784, 10], ["columns", "rows", "rows"]), 2).split).toBe("rows");
    expect(kernels.splitOf(gemmOf([128, 10, 512], ["rows", "rows", "rows"]), 2).split).toBe("rows");
  });

  it("follows a product that is computed as its transpose", () => {
    const gemm = gemmOf([784, 30, 10], ["columns", "columns", "columns"]);
    expect(kernels.splitOf(gemm, 2).split).toBe("columns");
  });

  it("makes one function for products of the same sizes and layout", () => {
    const module = new ModuleBuilder();
    const once = new GemmKernels(module, "f32", { relaxed: false });
    const gemm = gemmOf([3, 4, 5], ["rows", "rows", "rows"]);
    module.function("twice", ["i32"], "void", (f, at) => {
      for (let i = 0; i < 2; i++) {
        for (const one of once.call(gemm, { a: at, b: at, c: at, scratch: at }, "rows", at, at)) f.do(one);
      }
    });
    const text = new TextDecoder("latin1").decode(module.finish());
    expect(text.split("gemm 3").length - 1).toBe(1);
  });
});
