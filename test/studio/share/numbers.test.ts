import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LinkError } from "../../../apps/studio/src/share/codec/linkError.ts";
import { formatNumbers, parseNumbers } from "../../../apps/studio/src/share/codec/numbers.ts";
import { formatRows, parseRows } from "../../../apps/studio/src/share/codec/rows.ts";

const doubles = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 40,
});
const singles = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 });

describe("numbers in a link", () => {
  it.each([
    ["float64", doubles],
    ["float32", singles],
  ])("are exact to the bit: %s", (_, lists) => {
    fc.assert(
      fc.property(lists, (numbers) => {
        const read = parseNumbers(formatNumbers(numbers), "word", numbers.length);
        expect(read.every((value, i) => Object.is(value, numbers[i]))).toBe(true);
      }),
    );
  });

  it.each([
    [[0.1, -0.7, 3], "0.1,-0.7,3"],
    [[-0, 0], "-0,0"],
    [[5e-324, Number.MAX_VALUE], "5e-324,1.7976931348623157e+308"],
    [[Math.fround(0.1), 2 ** -149], "f0.1,1e-45"],
  ])("are as short as they can be: %j", (numbers, text) => {
    expect(formatNumbers(numbers)).toBe(text);
  });

  it.each([
    "",
    "1,",
    ",1",
    "1,x",
    "1,NaN",
    "1,Infinity",
    "1,1e999",
    "1,0x10",
    "1, 2",
    "1,2,3",
    "f1,1e39",
    "1,--1",
    "f",
  ])("are refused where they are not two numbers: %j", (text) => {
    expect(() => parseNumbers(text, "word", 2)).toThrow(LinkError);
    expect(() => parseNumbers(text, "word", 2)).toThrow(/^word must be .*; copy the link again\.$/);
  });

  it("stand in rows of one width", () => {
    const rows = [
      [0, 1],
      [0.5, -0.25],
    ];
    expect(formatRows(rows)).toBe("0,1~0.5,-0.25");
    expect(parseRows("0,1~0.5,-0.25", "input", 2)).toEqual(rows);
    expect(() => parseRows("0,1~0.5", "input", 2)).toThrow("input, row 2, must be 2 numbers");
    expect(() => parseRows("0~".repeat(300), "input", 1)).toThrow("at most 200 rows");
  });
});
