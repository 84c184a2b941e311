import { describe, expect, it } from "vitest";
import { readCsv, type CsvOptions } from "../../src/data/csv.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { FormatError, ValueError } from "../../src/util/errors.ts";

const read = (text: string, options: Partial<CsvOptions> = {}): Dataset =>
  readCsv(text, { where: "x.csv", ...options });
const inputsOf = (dataset: Dataset): number[] => [...dataset.inputs.data];
const classesOf = (dataset: Dataset) =>
  dataset.kind === "labelled" ? { classes: dataset.classes, labels: [...dataset.labels] } : undefined;
const valuesOf = (dataset: Dataset) =>
  dataset.kind === "regression" ? [...dataset.targets.data] : undefined;

const iris = "length,width,kind\n5.1,3.5,setosa\n6.2,2.9,virginica\n5.9,3.0,setosa\n";

describe("readCsv", () => {
  it("takes text in the last column for classes, sorted", () => {
    const dataset = read(iris);
    expect(classesOf(dataset)).toEqual({ classes: ["setosa", "virginica"], labels: [0, 1, 0] });
    expect(inputsOf(dataset)).toEqual([5.1, 3.5, 6.2, 2.9, 5.9, 3]);
    expect(dataset).toMatchObject({ name: "x.csv", size: 3, inputNames: ["length", "width"] });
  });

  it("keeps inputs that are all bytes as bytes, and widens them at the first that is not", () => {
    expect(read("0,255,a\n7,8,b\n").inputs.data).toEqual(Uint8Array.of(0, 255, 7, 8));
    for (const other of ["256", "-1", "0.5", "-0"]) {
      const data = read(`0,255,a\n7,${other},b\n9,1,a\n`).inputs.data;
      expect(data).toEqual(Float64Array.of(0, 255, 7, Number(other), 9, 1));
    }
  });

  it("reads more rows than it first makes room for", () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `${i / 2},${i},${i % 3}`);
    const dataset = read(rows.join("\r\n"));
    expect(inputsOf(dataset)).toEqual(rows.flatMap((_, i) => [i / 2, i]));
    expect(dataset.size).toBe(1000);
  });

  it("scales inputs by 1, or as asked", () => {
    expect(read(iris).inputs.scale).toBe(1);
    expect(read(iris, { scale: 1 / 255 }).inputs.scale).toBe(1 / 255);
  });
});

describe("the label column", () => {
  const text = "a,b,c\n1,x,3\n4,y,6\n";

  it.each([[1], [-2], ["b"], ["1"], ["-2"]])("is found by %j", (label) => {
    const dataset = read(text, { label });
    expect(classesOf(dataset)).toEqual({ classes: ["x", "y"], labels: [0, 1] });
    expect(inputsOf(dataset)).toEqual([1, 3, 4, 6]);
    expect(dataset.inputNames).toEqual(["a", "c"]);
  });

  it("is refused where it is not there, with the nearest name", () => {
    expect(() => read(iris, { label: "knd" })).toThrow(ValueError);
    expect(() => read(iris, { label: "knd" })).toThrow(
      'x.csv: the label column must be one of length, width, kind, got "knd"; did you mean "kind"?',
    );
    expect(() => read("1,2,a\n", { label: "kind" })).toThrow("a label column given by name needs a header");
  });

  it.each([3, -4, 0.5, "7"])("is refused as index %j of three", (label) => {
    expect(() => read(iris, { label })).toThrow(
      `must be a whole number from -3 to 2 (3 columns), got ${label}`,
    );
  });

  it("is refused by a name that two columns have", () => {
    expect(() => read("a,b,b\n1,2,3\n", { label: "b" })).toThrow('got "b" twice');
  });

  it("names few of many columns in the message", () => {
    const header = Array.from({ length: 30 }, (_, i) => `c${i}`).join(",");
    const row = Array.from({ length: 30 }, () => "0.5").join(",");
    expect(() => read(`${header}\n${row}\n`, { label: "nothing" })).toThrow("c11, … (30 columns), got");
  });

  it("is not guessed where 785 columns of bytes look like MNIST", () => {
    const row = (label: number) => `${label},${Array.from({ length: 784 }, (_, i) => i % 256).join(",")}\n`;
    const pixels = row(5) + row(0) + row(5);
    expect(() => read(pixels)).toThrow(ValueError);
    expect(() => read(pixels)).toThrow("say which column is the label: 0 for the first, -1 for the last");
    expect(classesOf(read(pixels, { label: 0 }))).toEqual({ classes: ["0", "5"], labels: [1, 0, 1] });
    expect(read(pixels, { label: -1 }).inputs.data[0]).toBe(5);
    const named = `${Array.from({ length: 784 }, (_, i) => `p${i}`).join(",")},label\n`;
    expect(read(named + pixels).size).toBe(3);
  });
});

describe("the header", () => {
  it("is found as text above numbers", () => {
    expect(read("a,b\n1,2\n3,4\n").inputNames).toEqual(["a"]);
    expect(read(",value\n0,1.5\n1,2.5\n").inputNames).toEqual([""]);
    expect(read("0,1,label\n0.5,1.5,3\n0.5,1.5,4\n0.5,1.5,4\n").inputNames).toEqual(["0", "1"]);
    expect(read("1,2\n3,4\n").inputNames).toBeUndefined();
    expect(read("1,2,x\n3,4,y\n").size).toBe(2);
    expect(read("1,2,x\n").size).toBe(1);
  });

  it("is there or not as the option says", () => {
    expect(read("1,2\n3,4\n", { header: true })).toMatchObject({ size: 1, inputNames: ["1"] });
    expect(() => read("a,b\n1,2\n", { header: false })).toThrow(
      'x.csv, line 1, column 0 counted from 0: must be a number, got the text "a"',
    );
  });

  it("is asked for where the first row is half text and half numbers", () => {
    const sizes = "150,4,setosa,versicolor\n5.1,3.5,1.4,0\n";
    expect(() => read(sizes)).toThrow(FormatError);
    expect(() => read(sizes)).toThrow("say header: true or header: false");
    expect(read(sizes, { header: true }).size).toBe(1);
  });

  it.each(["a,b,c\n", "a,b,c", '"a","b"\n\n'])("alone, %j, is refused", (text) => {
    expect(() => read(text)).toThrow(
      /^x\.csv: must hold at least one row of data, got only the header in line 1$/,
    );
  });
});

describe("targets", () => {
  it("are classes where few whole numbers repeat, sorted by size", () => {
    expect(classesOf(read("0.5,10\n1.5,9\n2.5,10\n3.5,-1"))).toEqual({
      classes: ["-1", "9", "10"],
      labels: [2, 1, 2, 0],
    });
    expect(classesOf(read("0.5,1\n1.5,1.0\n2.5,+1\n3.5,0"))).toEqual({
      classes: ["0", "1"],
      labels: [1, 1, 1, 0],
    });
    expect(classesOf(read("0.5,-0\n1.5,0\n"))).toEqual({ classes: ["0"], labels: [0, 0] });
  });

  it("are values where they are fractions, all different, or many", () => {
    expect(valuesOf(read("x,y\n1,2.5\n2,3\n"))).toEqual([2.5, 3]);
    expect(read("x,y\n1,2.5\n2,3\n")).toMatchObject({ targetNames: ["y"] });
    expect(valuesOf(read("1,10\n2,20\n3,30\n"))).toEqual([10, 20, 30]);
    const many = Array.from({ length: 42 }, (_, i) => `${i},${i % 21}`).join("\n");
    expect(read(many).kind).toBe("regression");
  });

  it("are what the option says", () => {
    expect(valuesOf(read("1,0\n2,1\n3,0\n", { target: "values" }))).toEqual([0, 1, 0]);
    expect(classesOf(read("1,20\n2,10\n", { target: "classes" }))).toEqual({
      classes: ["10", "20"],
      labels: [1, 0],
    });
    expect(classesOf(read("1,1\n2,x\n", { target: "classes", header: false }))?.classes).toEqual(["1", "x"]);
    expect(() => read("1,0.5\n2,1\n", { target: "classes" })).toThrow(
      "x.csv, line 1, column 1 counted from 0: a class must be text or a whole number, got 0.5",
    );
    expect(() => read(iris, { target: "values" })).toThrow(
      'x.csv, line 2, column "kind": must be a number, got the text "setosa"',
    );
  });

  it("are refused where text and numbers are mixed", () => {
    expect(() => read("x,y\n1,2.5\n2,oops\n")).toThrow(
      'line 3, column "y": labels must be all numbers or all text, got the text "oops"',
    );
  });

  it("are refused where one is empty", () => {
    expect(() => read("x,y\n1,a\n2,\n")).toThrow(
      'x.csv, line 3, column "y": must hold a label, got an empty cell',
    );
  });
});

describe("a damaged file", () => {
  it.each(["", "\n\n", "\ufeff", "  \r\n"])("%j is refused as empty", (text) => {
    expect(() => read(text)).toThrow("x.csv: must hold at least one row, got an empty file");
  });

  it("is refused where a row has more or fewer columns", () => {
    expect(() => read("1,2,3\n4,5,6\n7,8\n")).toThrow(
      "x.csv, line 3: must have 3 columns like the first row, got 2",
    );
    expect(() => read("1,2,3\n4,5,6,7\n")).toThrow(
      "x.csv, line 2: must have 3 columns like the first row, got 4",
    );
    expect(() => read('1,2,"a\nb"\n4,5\n')).toThrow("x.csv, line 3: must have 3 columns");
  });

  it("is refused with one column only", () => {
    expect(() => read("1\n2\n")).toThrow(
      "must have at least 2 columns, one of them the label, got 1; is the delimiter another one?",
    );
  });

  it.each([
    ["oops", 'must be a number, got the text "oops"'],
    ["0x10", 'must be a number, got the text "0x10"'],
    ["1e", 'must be a number, got the text "1e"'],
    ["1_000", "must be a number"],
    ["NaN", "must be a finite number, got NaN"],
    ["-Infinity", "must be a finite number, got -Infinity"],
    ["inf", "must be a finite number, got inf"],
    ["1e999", "must be a finite number, got 1e999"],
    ["", "must be a number, got an empty cell"],
    ["y".repeat(90), `got the text "${"y".repeat(40)}…"`],
  ])("is refused with %j in a column of numbers, with line and column", (cell, message) => {
    const text = `a,b,c\n1,2,x\n3,${cell},y\n`;
    expect(() => read(text)).toThrow(FormatError);
    expect(() => read(text)).toThrow('x.csv, line 3, column "b": ');
    expect(() => read(text)).toThrow(message);
  });

  it.each(["", "ab", '"', "\n"])("is not read with the delimiter %j", (delimiter) => {
    expect(() => read(iris, { delimiter })).toThrow(ValueError);
  });
});

describe("numbers", () => {
  it.each(["1", "-2.5", "+3", ".5", "5.", "1e3", "-1.5E-7", " 7 "])("may be written %j", (cell) => {
    expect(inputsOf(read(`0.1,a\n${cell},b\n`))).toEqual([0.1, Number(cell)]);
  });
});
