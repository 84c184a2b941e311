import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConstantTable } from "../../src/backend/wasm/math/constantTable.ts";
import { UNARY_NAMES, type UnaryName } from "../../src/backend/wasm/math/mathFunctions.ts";
import type { Precision } from "../../src/backend/wasm/math/real.ts";
import { overArrays } from "../support/vectorFunction.ts";

/** The largest error, in units in the last place; 3 and 2 are promised, this is what the functions keep. */
const LIMIT = { f32: 1.75, f64: 1.6 };

/** An argument or two, the correctly rounded value, and what is missing to the true one, in units in the last place. */
interface Golden {
  readonly x: number[];
  readonly y: number[];
  readonly value: number[];
  readonly rest: number[];
}

/** Reads what scripts/mathGolden.py wrote. */
function golden(name: string, precision: Precision): Golden {
  const file = new URL(`../golden/math/${name}.${precision}.json`, import.meta.url);
  const rows = JSON.parse(readFileSync(file, "utf8")) as (string | number)[][];
  const column = (place: number) => rows.map((row) => number(String(row.at(place))));
  return { x: column(0), y: column(-3), value: column(-2), rest: rows.map((row) => Number(row.at(-1))) };
}

/** A hexadecimal number as C99 and Python write it. */
function number(text: string): number {
  const match = /^(-?)0x([01])\.([0-9a-f]+)p([+-]\d+)$/.exec(text);
  if (match === null) return { inf: Infinity, "-inf": -Infinity }[text] ?? NaN;
  const [, sign, whole, digits = "", exponent] = match;
  const fraction = parseInt(whole! + digits, 16) / 16 ** digits.length;
  // In two steps, as a power of two may be out of reach where the product is not.
  const half = Math.trunc(Number(exponent) / 2);
  return (sign === "-" ? -1 : 1) * (fraction * 2 ** half * 2 ** (Number(exponent) - half));
}

/** How far a result is from the true value, in units in the last place; infinitely far where it should be special. */
function error(got: number, value: number, rest: number, precision: Precision): number {
  if (!Number.isFinite(value) || !Number.isFinite(got)) return Object.is(got, value) ? 0 : Infinity;
  if (value === 0 && rest === 0) return Object.is(got, value) ? 0 : Infinity;
  const [digits, least] = precision === "f32" ? [23, -126] : [52, -1022];
  const exponent = value === 0 ? least : Math.max(exponentOf(Math.abs(value)), least);
  return Math.abs((got - value) / 2 ** (exponent - digits) - rest);
}

/** The exponent of the power of two at or below a positive number. */
function exponentOf(value: number): number {
  const guess = Math.floor(Math.log2(value));
  if (2 ** guess > value) return guess - 1;
  return 2 ** (guess + 1) <= value ? guess + 1 : guess;
}

for (const precision of ["f32", "f64"] as const) {
  describe(`in ${precision}`, () => {
    for (const name of [...UNARY_NAMES, "power"] as const) {
      it(`${name} is right to the last bit or two, and exact where C99 says so`, () => {
        const { x, y, value, rest } = golden(name, precision);
        const run = overArrays(precision, (math, _, a, b) =>
          name === "power" ? math.power(a, b) : math.call(name, a),
        );
        const got = run(x, y);
        const wrong = got.flatMap((result, i) => {
          const distance = error(result, value[i]!, rest[i]!, precision);
          const power = name === "power" ? `, ${y[i]!}` : "";
          return distance > LIMIT[precision]
            ? [`${name}(${x[i]!}${power}) = ${result}, not ${value[i]!}: ${distance} ulp`]
            : [];
        });
        expect(got.length).toBeGreaterThan(300);
        expect(wrong).toEqual([]);
      });
    }

    const odd: readonly UnaryName[] = ["tanh", "atan", "erf", "sin"];
    for (const name of odd) {
      it(`${name} is odd, bit for bit`, () => {
        const run = overArrays(precision, (math, _, x) => math.call(name, x));
        const numbers = fc.array(precision === "f32" ? fc.float() : fc.double(), {
          minLength: 4,
          maxLength: 64,
        });
        fc.assert(
          fc.property(numbers, (x) => {
            expect(run(x.map((value) => -value))).toEqual(run(x).map((value) => -value));
          }),
        );
      });
    }

    it("every function gives the same inline as by a call", () => {
      const x = [-1e30, -700, -3.5, -0.3, -1e-9, 0, 1e-9, 0.3, 3.5, 20, 700, 1e30];
      for (const name of UNARY_NAMES) {
        const called = overArrays(precision, (math, _, a) => math.call(name, a));
        const inline = overArrays(precision, (math, f, a) => math.inline(f, name, a));
        expect(inline(x), name).toEqual(called(x));
      }
    });
  });
}

describe("the golden values", () => {
  it("are read without loss", () => {
    const texts = [
      "0x1.999999999999ap-4",
      "-0x1.0000000000000p+3",
      "0x0.0000000000001p-1022",
      "-0x0.0p+0",
      "inf",
    ];
    expect(texts.map(number)).toEqual([0.1, -8, 5e-324, -0, Infinity]);
  });

  it("an error of a bit shows, near 0 and at the largest numbers too", () => {
    expect(error(1 + 2 ** -52, 1, 0.25, "f64")).toBe(0.75);
    expect(error(1e-323, 5e-324, 0, "f64")).toBe(1);
    expect(error(Number.MAX_VALUE - 2 ** 971, Number.MAX_VALUE, 0, "f64")).toBe(1);
    expect(error(2 ** -149, 0, 0.25, "f32")).toBe(0.75);
    expect(error(0, -0, 0, "f64")).toBe(Infinity);
  });
});

describe("the table of constants", () => {
  it("keeps each constant once, where its kind may stand", () => {
    const table = new ConstantTable(64, 64);
    table.f32(1);
    table.f64(1);
    table.f32(1);
    table.i32(0x3f800000);
    expect(table.bytes()).toEqual(Uint8Array.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f));
  });

  it("tells -0 from 0, and says when it is full", () => {
    const table = new ConstantTable(64, 8);
    table.f32(0);
    table.f32(-0);
    expect(() => table.f32(1)).toThrow("internal: a constant table of 8 bytes is too small");
  });
});
