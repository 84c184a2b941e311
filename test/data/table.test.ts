import { describe, expect, it } from "vitest";
import { copyRows, takeRows, tableFromRows, tableRows } from "../../src/data/table.ts";
import { NumericError, ShapeError, ValueError } from "../../src/util/errors.ts";
import { checkTable } from "../../src/data/table.ts";

describe("a table", () => {
  it("is made from nested lists", () => {
    const table = tableFromRows([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(table).toEqual({ data: Float64Array.of(1, 2, 3, 4, 5, 6), width: 2, scale: 1 });
    expect(tableRows(table)).toBe(3);
  });

  it("refuses rows of different lengths with the place", () => {
    expect(() => tableFromRows([[1, 2], [3]], "input")).toThrow(ShapeError);
    expect(() => tableFromRows([[1, 2], [3]], "input")).toThrow(
      "input[1]: must have 2 entries, like row 0, got 1",
    );
  });

  it("refuses no rows, a width that does not divide, and a scale that is not finite", () => {
    expect(() => tableFromRows([])).toThrow(ValueError);
    expect(() => tableFromRows([[], []])).toThrow("at least one row");
    for (const width of [0, -1, 1.5, 2]) {
      expect(() => checkTable({ data: Uint8Array.of(1, 2, 3), width, scale: 1 }, "t")).toThrow(ShapeError);
    }
    expect(() => checkTable({ data: Uint8Array.of(1), width: 1, scale: Number.NaN }, "t")).toThrow(
      ValueError,
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses %s with its place",
    (bad) => {
      expect(() =>
        tableFromRows([
          [1, 2],
          [3, bad],
        ]),
      ).toThrow(NumericError);
      expect(() =>
        tableFromRows([
          [1, 2],
          [3, bad],
        ]),
      ).toThrow(`got ${bad} in row 1, column 1`);
    },
  );

  it.each([
    ["bytes", Uint8Array.of(1, 2, 3, 4)],
    ["float32", Float32Array.of(1, 2, 3, 4)],
    ["float64", Float64Array.of(1, 2, 3, 4)],
  ])("keeps %s what they are when rows are taken", (_, data) => {
    const taken = takeRows({ data, width: 2, scale: 0.5 }, [1, 0, 1], "t");
    expect(taken.data.constructor).toBe(data.constructor);
    expect([...taken.data]).toEqual([3, 4, 1, 2, 3, 4]);
    expect(taken).toMatchObject({ width: 2, scale: 0.5 });
  });

  it.each([-1, 2, 0.5, Number.NaN])("refuses row %s of two", (row) => {
    const table = tableFromRows([[1], [2]]);
    expect(() => takeRows(table, [row], "t")).toThrow(`a row must be a whole number from 0 to 1, got ${row}`);
    expect(() => {
      copyRows(table, [row], new Float64Array(1), 0, "t");
    }).toThrow(ValueError);
  });
});
