import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRecords, findDelimiter } from "../../src/data/csvRecords.ts";
import { FormatError } from "../../src/util/errors.ts";

const read = (text: string, delimiter = ",") => [...csvRecords(text, delimiter, "x.csv")];
const cellsOf = (text: string, delimiter = ",") => read(text, delimiter).map(({ cells }) => cells);
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe("csvRecords", () => {
  it("reads back any text that was quoted, with any delimiter and line end", () => {
    const cell = fc.string({ unit: "binary" });
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n"),
        (table, delimiter, end) => {
          const text = table.map((row) => row.map(quote).join(delimiter)).join(end);
          expect(cellsOf(text, delimiter)).toEqual(table);
          expect(cellsOf(text + end, delimiter)).toEqual(table);
        },
      ),
    );
  });

  it("reads text without quotes exactly as the parser for quoted text does", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "1", ".", " ", "-", "é") });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n", "\r"),
        (table, delimiter, end) => {
          const text = table.map((row) => row.join(delimiter)).join(end);
          // One quoted cell at the end is enough to send the whole text through the other parser.
          expect(read(`${text}${end}"q"`, delimiter).slice(0, -1)).toEqual(read(text, delimiter));
        },
      ),
    );
  });

  it("counts lines through blank lines and cells of several lines", () => {
    expect(read("a,b\n\n1,2\n")).toEqual([
      { cells: ["a", "b"], line: 1 },
      { cells: ["1", "2"], line: 3 },
    ]);
    expect(read('a,"b\nc"\r\n1,2\r\n"d"').map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it.each(["\n", "\r\n", "\r"])("goes on where the last quote ends, with line ends %j", (end) => {
    expect(read(['"a', 'b",c', "1,2", "", "3,4"].join(end))).toEqual([
      { cells: [`a${end}b`, "c"], line: 2 },
      { cells: ["1", "2"], line: 3 },
      { cells: ["3", "4"], line: 5 },
    ]);
  });

  it("skips a byte order mark and blanks around cells", () => {
    expect(cellsOf("\ufeffa , b\n1,2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(cellsOf('\ufeff"a" , "b"\n')).toEqual([["a", "b"]]);
  });

  it("keeps empty cells", () => {
    expect(cellsOf(",1,\n,,")).toEqual([
      ["", "1", ""],
      ["", "", ""],
    ]);
    expect(cellsOf('\t\t"a"', "\t")).toEqual([["", "", "a"]]);
  });

  it.each(['a,b\n1,"2\n3,4', 'a,b\n1,"2"x\n', 'a,b\n1,x"2"\n'])(
    "refuses the misplaced quote in %j, with the line",
    (text) => {
      expect(() => read(text)).toThrow(FormatError);
      expect(() => read(text)).toThrow(/^x\.csv: quotes must enclose whole cells.* line \d/);
    },
  );
});

describe("findDelimiter", () => {
  it.each([
    ["a,b,c\n", ","],
    ["a;b;c\n1;2;3", ";"],
    ["a\tb\n1,5\t2,5", "\t"],
    ['"x,y,z";b\n', ";"],
    ["\ufeff\n\na;b\n", ";"],
    ["alone\n", ","],
    ["", ","],
  ])("of %j is %j", (text, delimiter) => {
    expect(findDelimiter(text)).toBe(delimiter);
  });
});
