import { setFlagsFromString } from "node:v8";
import { describe, expect, it } from "vitest";
import { f32x4, f64x2 } from "../../src/backend/wasm/assembler/floatLanes.ts";
import { f32, f64 } from "../../src/backend/wasm/assembler/floats.ts";
import { Bytes } from "../../src/backend/wasm/assembler/bytes.ts";
import type { Instruction } from "../../src/backend/wasm/assembler/instruction.ts";
import { i16x8, i32x4, i64x2, i8x16 } from "../../src/backend/wasm/assembler/integerLanes.ts";
import { i32, i64 } from "../../src/backend/wasm/assembler/integers.ts";
import { atomic, memory } from "../../src/backend/wasm/assembler/memory.ts";
import { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";
import { v128 } from "../../src/backend/wasm/assembler/vectors.ts";
import { instantiate, validates } from "../support/wasm.ts";

setFlagsFromString("--experimental-wasm-relaxed-simd");

/** An instruction from the tables with its types forgotten. */
type Build = (...values: unknown[]) => Instruction;

const NOUGHTS = [i32.const(0), i64.const(0n), f32.const(0), f64.const(0), i32x4.splat(0)];
const GROUPS = { i32, i64, f32, f64, v128, i8x16, i16x8, i32x4, i64x2, f32x4, f64x2, memory, atomic };

/** All rows of operands that an instruction might take. */
const ROWS: unknown[][] = [
  [],
  [0],
  [0n],
  ...NOUGHTS.map((a) => [a]),
  ...NOUGHTS.flatMap((a) => NOUGHTS.flatMap((b) => [[a, b], [0, a, b], ...NOUGHTS.map((c) => [a, b, c])])),
  ...NOUGHTS.map((a) => [0, a]),
  ...[16, 8, 4, 2].map((n) => [Array.from({ length: n }, (_, i) => i), NOUGHTS[4], NOUGHTS[4]]),
  [new Uint8Array(16)],
];

/** The instruction with operands of the types that it asks for, found by trying. */
function example(build: Build): Instruction {
  for (const row of ROWS) {
    try {
      const instruction = build(...row);
      instruction.emit({ bytes: new Bytes(), owner: {} });
      return instruction;
    } catch {
      continue;
    }
  }
  throw new Error("no operands found");
}

describe("every instruction", () => {
  for (const [group, instructions] of Object.entries(GROUPS)) {
    it(`of ${group} has the operands and the result that the engine knows`, () => {
      const refused = Object.entries(instructions).filter(([, build]) => {
        const module = new ModuleBuilder();
        module.importMemory("env", "memory", { min: 1, max: 1, shared: true });
        const instruction = example(build as Build);
        module.function("one", [], instruction.type, () => instruction);
        return !validates(module);
      });
      expect(refused.map(([name]) => name)).toEqual([]);
    });
  }
});

/** What instructions of two operands give for these two. */
function results(names: readonly string[], group: object, values: readonly unknown[]): unknown[] {
  const module = new ModuleBuilder();
  const functions = names.map((name) => {
    const instruction = (group as Record<string, Build>)[name]!(...values);
    return module.function(name, [], instruction.type, () => instruction);
  });
  for (const handle of functions) module.export(handle);
  const { call } = instantiate(module);
  return names.map((name) => call(name));
}

describe("scalar instructions do what their names say", () => {
  const INTEGERS = {
    ...{ add: -14, sub: -20, mul: -51, div_s: -5, rem_s: -2, and: 3, or: -17, xor: -20 },
    ...{ shl: -136, shr_s: -3, rotl: -129, eq: 0, ne: 1, lt_s: 1, lt_u: 0, gt_s: 0, gt_u: 1 },
    ...{ le_s: 1, le_u: 0, ge_s: 0, ge_u: 1 },
  };
  const COMPARISON = /^(eq|ne|lt|gt|le|ge)/;

  it("on i32", () => {
    expect(results(Object.keys(INTEGERS), i32, [-17, 3])).toEqual(Object.values(INTEGERS));
    expect(results(["div_u", "rem_u", "shr_u", "rotr"], i32, [-17, 3])).toEqual([
      1431655759, 2, 536870909, -3,
    ]);
    expect(results(["clz", "ctz", "popcnt", "eqz"], i32, [40])).toEqual([26, 3, 2, 0]);
  });

  it("on i64", () => {
    const expected = Object.entries(INTEGERS).map(([name, value]) =>
      COMPARISON.test(name) ? value : BigInt(value),
    );
    expect(results(Object.keys(INTEGERS), i64, [-17n, 3n])).toEqual(expected);
    expect(results(["div_u", "rem_u", "shr_u", "rotr"], i64, [-17n, 3n])).toEqual([
      6148914691236517199n,
      2n,
      2305843009213693949n,
      -3n,
    ]);
    expect(results(["clz", "ctz", "popcnt", "eqz"], i64, [40n])).toEqual([58n, 3n, 2n, 0]);
  });

  const REALS = {
    ...{ add: -4, sub: -5, mul: -2.25, div: -9, min: -4.5, max: 0.5, copysign: 4.5 },
    ...{ eq: 0, ne: 1, lt: 1, gt: 0, le: 1, ge: 0 },
  };
  const ROUNDED = { abs: 2.5, neg: 2.5, ceil: -2, floor: -3, trunc: -2, nearest: -2 };
  for (const [name, group] of Object.entries({ f32, f64 })) {
    it(`on ${name}`, () => {
      expect(results(Object.keys(REALS), group, [-4.5, 0.5])).toEqual(Object.values(REALS));
      expect(results(Object.keys(ROUNDED), group, [-2.5])).toEqual(Object.values(ROUNDED));
      expect(results(["sqrt"], group, [2.25])).toEqual([1.5]);
    });
  }
});

describe("vector instructions do to each lane what scalar ones do", () => {
  const PAIRS = {
    f32x4: { vector: f32x4, scalar: f32, operands: [-4.5, 0.5] },
    f64x2: { vector: f64x2, scalar: f64, operands: [-4.5, 0.5] },
    i32x4: { vector: i32x4, scalar: i32, operands: [-17, 3] },
    i64x2: { vector: i64x2, scalar: i64, operands: [-17n, 3n] },
  };
  for (const [name, { vector, scalar, operands }] of Object.entries(PAIRS)) {
    it(`in ${name}`, () => {
      const v = vector as unknown as Record<string, Build>;
      const s = scalar as unknown as Record<string, Build>;
      const shared = Object.keys(v).filter((key) => key in s);
      expect(shared.length).toBeGreaterThan(8);
      for (const key of shared) {
        const row = [operands, operands.slice(0, 1)].find((values) => takes(s[key]!, values))!;
        const lanes = row.map((value, i) => (key.startsWith("sh") && i === 1 ? 3 : v["splat"]!(value)));
        const lane = { ...vector, both: () => v["extract_lane"]!(1, v[key]!(...lanes)) };
        const [expected] = results([key], s, row);
        const [got] = results(["both"], lane, []);
        if (/^(eq|ne|lt|gt|le|ge)/.test(key)) expect(isAllOnes(got), key).toBe(expected === 1);
        else expect(got, key).toBe(expected);
      }
    });
  }

  const takes = (build: Build, values: readonly unknown[]): boolean => {
    try {
      build(...values);
      return true;
    } catch {
      return false;
    }
  };

  /** A mask's lane, read as a number of its kind: NaN or -1, not 0. */
  const isAllOnes = (lane: unknown): boolean => lane === -1 || lane === -1n || Number.isNaN(lane);
});

describe("relaxed multiply-add", () => {
  it("is a·b + c and c - a·b", () => {
    for (const lanes of [f32x4, f64x2]) {
      const group = lanes as unknown as Record<string, Build>;
      const operands = [3, 5, 7].map((value) => group["splat"]!(value));
      const first = (key: string) => () => group["extract_lane"]!(0, group[key]!(...operands));
      const got = results(
        ["madd", "nmadd"],
        { madd: first("relaxed_madd"), nmadd: first("relaxed_nmadd") },
        [],
      );
      expect(got).toEqual([22, -8]);
    }
  });
});
