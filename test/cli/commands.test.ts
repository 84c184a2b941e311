import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { engines, type EngineReport } from "../../src/engines.ts";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { writeCsv, writeIdxFolder, writeNetwork } from "./files.ts";
import { jsonLines, run, runHere } from "./run.ts";

const XOR = {
  layers: [
    {
      weights: [
        [20, 20],
        [-20, -20],
      ],
      bias: [-10, 30],
      activation: "sigmoid",
    },
    { weights: [[20, 20]], bias: [-30], activation: "sigmoid" },
  ],
};

describe("evaluate", () => {
  it("prints correct, total, accuracy and cost on the test set", async () => {
    const folder = await temporaryFolder();
    await run(
      ["train", "digits", "--train", "300", "--test", "100", "--epochs", "2", "--out", "net.json"],
      folder,
    );
    const result = await run(["evaluate", "net.json", "--data", "digits", "--test", "100", "--json"], folder);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const [value, ...rest] = jsonLines<Record<string, number>>(result);
    expect(rest).toEqual([]);
    expect(Object.keys(value!)).toEqual([
      ...["correct", "total", "accuracy", "cost", "confusion"],
      ...["engine", "precision", "threads"],
    ]);
    expect(value!["total"]).toBe(100);
    expect(value!["accuracy"]).toBe(value!["correct"]! / 100);
    const text = await run(["evaluate", "net.json", "--data", "digits", "--test", "100"], folder);
    expect(text.stdout).toContain(`(${value!["correct"]!} of 100 right)`);
    expect(text.stdout).toContain("confusion on digits test");
  });

  it("takes the whole of a CSV or network file, or the part that training held out", async () => {
    const folder = await temporaryFolder();
    const csv = await writeCsv(folder);
    const net = join(folder, "out.json");
    const trained = await runHere([
      "train",
      csv,
      "--layers",
      "3,2",
      "--epochs",
      "2",
      "--out",
      net,
      "--json",
      "--seed",
      "9",
    ]);
    const done = jsonLines(trained).at(-1)!;
    const [whole, held, own] = await Promise.all(
      [[csv], [csv, "--test-fraction", "0.2"], [await writeNetwork(folder)]].map(async (data, i) => {
        const file = i === 2 ? join(folder, "net.json") : net;
        return jsonLines(await runHere(["evaluate", file, "--json", "--data", ...data]))[0]!;
      }),
    );
    expect([whole!["total"], held!["total"], own!["total"]]).toEqual([40, 8, 13]);
    expect(held!["cost"]).toBe(done["testCost"]);
  });

  it("takes IDX labels that lack the last classes", async () => {
    const folder = await temporaryFolder();
    const net = join(folder, "four.json");
    await writeFile(
      net,
      JSON.stringify({
        layers: [{ weights: Array(10).fill([1, 0, 0, 1]), bias: Array(10).fill(0), activation: "sigmoid" }],
      }),
    );
    const result = await runHere(["evaluate", net, "--data", await writeIdxFolder(folder), "--json"]);
    expect(result.code).toBe(0);
    expect(jsonLines(result)[0]).toMatchObject({ correct: 2, total: 4 });
    expect(result.stderr).toContain("has no test files; its training files are used");
  });

  it("refuses data of another width", async () => {
    const folder = await temporaryFolder();
    const { code, stdout, stderr } = await runHere([
      "evaluate",
      await writeNetwork(folder),
      "--data",
      await writeCsv(folder),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("the network has 6 inputs, but each sample");
  });
});

describe("predict", () => {
  const expected = [0, 1, 1, 0];
  const rows = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];

  it.each([
    ["a JSON list of rows", "rows.json", JSON.stringify(rows)],
    ["an object with input", "rows.json", JSON.stringify({ input: rows })],
    ["a network file", "rows.json", JSON.stringify({ ...XOR, input: rows })],
    ["CSV", "rows.csv", rows.map(String).join("\n")],
    ["CSV with a header", "rows.csv", `x;y\n${rows.map((row) => row.join(";")).join("\r\n")}\n`],
  ])("takes %s", async (_, name, text) => {
    const folder = await temporaryFolder();
    await files(folder, { [name]: text });
    const result = await runHere([
      "predict",
      join(folder, "xor.json"),
      "--input",
      join(folder, name),
      "--json",
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const [value] = jsonLines<{ predictions: { output: number[]; class: number }[] }>(result);
    expect(Object.keys(value!)).toEqual(["predictions", "engine", "precision", "threads"]);
    expect(value!.predictions.map((prediction) => prediction.class)).toEqual(expected);
    value!.predictions.forEach(({ output }, i) => {
      expect(output[0]).toBeCloseTo(expected[i]!, 3);
    });
  });

  it.each([
    ["one flat row", "[1, 0]", [1]],
    ["rows of CSV", "1,0\n1,1\n", [1, 0]],
  ])("takes %s from stdin", async (_, text, classes) => {
    const folder = await temporaryFolder();
    await files(folder);
    const result = await run(["predict", "xor.json", "--input", "-", "--json"], folder, text);
    expect(
      jsonLines<{ predictions: { class: number }[] }>(result)[0]!.predictions.map((p) => p.class),
    ).toEqual(classes);
  });

  it("takes gzipped rows, and more of them than are computed at once", async () => {
    const folder = await temporaryFolder();
    await files(folder);
    await writeFile(
      join(folder, "many.csv.gz"),
      gzipSync(Array.from({ length: 450 }, (_, i) => `${i % 2},0`).join("\n")),
    );
    const result = await runHere([
      "predict",
      join(folder, "xor.json"),
      "--input",
      join(folder, "many.csv.gz"),
      "--json",
    ]);
    const [value] = jsonLines<{ predictions: { class: number }[] }>(result);
    expect(value!.predictions.map((p) => p.class)).toEqual(Array.from({ length: 450 }, (_, i) => i % 2));
  });

  it("prints a table", async () => {
    const folder = await temporaryFolder();
    await files(folder);
    const { stdout } = await runHere(
      ["predict", join(folder, "xor.json"), "--input", "-"],
      "[[0, 0], [0, 1]]",
    );
    expect(stdout).toBe("row  class       a0\n  0      0  4.54e-5\n  1      1   1.0000\n");
  });

  it.each([
    ["[[0, 1], [1]]", "stdin: row 1 must have 2 numbers, one for each input of the network, got 1"],
    ["[0, 1, 1]", "stdin: row 0 must have 2 numbers, one for each input of the network, got 3"],
    ['[[0, "1"]]', 'stdin: row 0, column 1 must be a finite number, got "1"'],
    ["[[0, 1", "stdin, line 1, column 7: ends too early"],
    ["0,1\n0,x\n", 'stdin, line 2, column 1 counted from 0: must be a number, got the text "x"'],
    ["", "stdin: must hold at least one row of numbers, got none"],
    ["[]", "stdin: must hold at least one row of numbers, got none"],
    ['{"inputs": [[0, 1]]}', 'stdin: must have "input"'],
  ])("refuses %j", async (text, message) => {
    const folder = await temporaryFolder();
    await files(folder);
    const { code, stdout, stderr } = await runHere(
      ["predict", join(folder, "xor.json"), "--input", "-"],
      text,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  async function files(folder: string, more: Record<string, string> = {}): Promise<void> {
    const all = { "xor.json": JSON.stringify(XOR), ...more };
    await Promise.all(Object.entries(all).map(([name, text]) => writeFile(join(folder, name), text)));
  }
});

describe("gradcheck", () => {
  it("compares every parameter with central differences", async () => {
    const folder = await temporaryFolder();
    const path = await writeNetwork(folder);
    const result = await run(["gradcheck", path, "--json"], folder);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    const [value] = jsonLines<{
      maxRelativeError: number;
      parameters: { name: string; shape: number[]; checked: number }[];
    }>(result);
    expect(value).toMatchObject({ verdict: "pass", precision: "f64", samples: 13, tolerance: 1e-6 });
    expect(value!.maxRelativeError).toBeLessThan(1e-6);
    expect(value!.parameters.map(({ name, checked }) => `${name} ${checked}`)).toEqual([
      "W¹ 24",
      "b¹ 4",
      "W² 12",
      "b² 3",
    ]);
    expect(Object.keys(value!.parameters[0]!)).toEqual(
      expect.arrayContaining(["name", "shape", "checked", "kinks", "worst", "maxRelativeError"]),
    );
  });

  it("exits with 1 where the differences do not agree", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "steep.json");
    // Along W the cost bends within every step that is tried, so that differences give another slope.
    const layers = [{ weights: [[1e-6]], bias: [0.5], activation: "sigmoid" }];
    await writeFile(path, JSON.stringify({ layers, input: [[1e6]], target: [[0]] }));
    const { code, stdout, stderr } = await runHere(["gradcheck", path]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^W¹ +1×1 +1 .* wrong$/m);
    expect(stdout).toMatch(/^b¹ +1 +1 .* ok$/m);
    expect(stdout).toMatch(/\nfail: 2 elements, largest relative error .*, tolerance 1e-6\n$/);
    const json = await runHere(["gradcheck", path, "--json"]);
    expect(json.code).toBe(1);
    expect(jsonLines(json)[0]).toMatchObject({ verdict: "fail" });
    expect((await runHere(["gradcheck", path, "--tolerance", "0.5"])).code).toBe(0);
  });

  it.each([
    [["--engine", "reference"], { engine: "reference", precision: "f64", threads: 1, tolerance: 1e-6 }],
    [
      ["--engine", "wasm", "--threads", "1"],
      { engine: "wasm", precision: "f64", threads: 1, tolerance: 1e-6 },
    ],
    [
      ["--engine", "wasm", "--threads", "2"],
      { engine: "wasm", precision: "f64", threads: 2, tolerance: 1e-6 },
    ],
    [["--engine", "wasm", "--precision", "f32"], { engine: "wasm", precision: "f32", tolerance: 1e-3 }],
  ])("audits the engine of %j on this machine", async (options, expected) => {
    const path = await writeNetwork(await temporaryFolder());
    const { code, stdout } = await runHere(["gradcheck", path, "--json", ...options]);
    expect(code).toBe(0);
    const value = JSON.parse(stdout) as Record<string, unknown>;
    expect(value).toMatchObject({ verdict: "pass", ...expected });
    const [single, own] = [expected.precision === "f32", expected.engine === "reference"];
    expect(value["maxRelativeError"]).toBeLessThan(expected.tolerance);
    expect(value["maxReferenceError"]).toBeLessThan(single ? 1e-4 : 1e-12);
    const text = (await runHere(["gradcheck", path, ...options])).stdout;
    expect(text).toContain(`∂C/∂parameter by ${expected.engine} in ${expected.precision} against`);
    expect(text.includes("to the reference")).toBe(!own);
  });

  it("takes samples of other data, and a sample of the parameters", async () => {
    const folder = await temporaryFolder();
    const path = await writeNetwork(folder);
    const options = ["--data", path, "--samples", "3", "--sample", "5", "--seed", "2", "--json"];
    const [value] = jsonLines<{ parameters: { checked: number }[] }>(
      await runHere(["gradcheck", path, ...options]),
    );
    expect(value).toMatchObject({ verdict: "pass", samples: 3 });
    expect(value!.parameters.map(({ checked }) => checked)).toEqual([5, 4, 5, 3]);
  });

  it("needs samples", async () => {
    const folder = await temporaryFolder();
    const path = await writeNetwork(folder, ({ layers }) => ({ layers }));
    const { code, stdout, stderr } = await runHere(["gradcheck", path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("must have input and target");
  });
});

describe("engines", () => {
  it("says which run here and why the others do not", async () => {
    const folder = await temporaryFolder();
    const env = { BACKPROOF_BLAS: "off", BACKPROOF_RELAXED: "off" };
    const { code, stdout, stderr } = await run(["engines"], folder, "", env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^reference +yes +.*float64/m);
    expect(stdout).toMatch(/^wasm +yes +.*: f32 and f64, SIMD, no relaxed SIMD, \d+ cores?$/m);
    expect(stdout).toMatch(/^blas +no +BACKPROOF_BLAS is off$/m);
    expect(stdout).toMatch(/\nauto is wasm, f32, \d threads?\n$/);
  });

  it("prints a JSON list with --json", async () => {
    const result = await runHere(["engines", "--json"]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(jsonLines(result)).toEqual([engines()]);
  });

  it("finds relaxed SIMD where it is not forbidden", async () => {
    const result = await run(["engines", "--json"], await temporaryFolder());
    expect(jsonLines<EngineReport[]>(result)[0]![1]!.detail).toContain("SIMD, relaxed SIMD");
  });
});
