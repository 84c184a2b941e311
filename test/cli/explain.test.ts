import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/cli/commandLine.ts";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { writeCsv, writeNetwork } from "./files.ts";
import { run, runHere } from "./run.ts";

const first = fileURLToPath(new URL("../../examples/note-001-first.json", import.meta.url));
const second = fileURLToPath(new URL("../../examples/note-001-second.json", import.meta.url));

/** What scripts may count on. */
interface Explained {
  readonly cost: number;
  readonly layers: readonly Record<"z" | "a" | "delta" | "dW" | "db", unknown>[];
  readonly dx: unknown;
  readonly steps: readonly { readonly name: string; readonly formula: string; readonly pass: string }[];
  readonly convention: Record<string, unknown>;
  readonly check: { readonly maxRelativeError: number; readonly verdict: string };
}

async function explained(...args: string[]): Promise<Explained> {
  const { code, stdout, stderr } = await runHere(["explain", ...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Explained;
}

describe("explain", () => {
  it("prints the forward and the backward pass, as a process of its own", async () => {
    const { code, stdout, stderr } = await run(["explain", first], await temporaryFolder());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const order = [
      "Given",
      "Forward pass",
      "z¹",
      "a¹",
      "z²",
      "a²",
      "C",
      "Backward pass",
      "δ²",
      "∂C/∂W²",
      "δ¹",
    ];
    const places = order.map((text) => stdout.indexOf(text));
    expect(places).not.toContain(-1);
    expect(stdout).toContain("-0.3569");
    expect(stdout).not.toContain("\u001b");
  });

  it("prints JSON that holds what the contract says", async () => {
    const { cost, layers, dx, steps, check } = await explained(first);
    expect(cost).toBeCloseTo(0.0637, 4);
    expect(layers).toHaveLength(2);
    for (const layer of layers)
      expect(Object.keys(layer).slice(0, 5)).toEqual(["z", "a", "delta", "dW", "db"]);
    expect(layers[0]!.z).toEqual([[expect.closeTo(0.35, 12), expect.closeTo(0.3, 12)]]);
    expect(layers[1]!.delta).toEqual([[expect.closeTo(-0.088075, 6)]]);
    expect(dx).toEqual([[expect.any(Number), expect.any(Number)]]);
    expect(steps.map(({ name }) => name)).toContain("δ²");
    for (const step of steps) {
      expect(step).toMatchObject({
        formula: expect.any(String) as string,
        substituted: expect.any(String) as string,
        shape: expect.any(Array) as number[],
        pass: expect.stringMatching(/^(forward|backward)$/) as string,
      });
    }
    expect(check.verdict).toBe("pass");
    expect(check.maxRelativeError).toBeLessThan(1e-6);
  });

  it("explains the whole batch, or one sample of it, counted from 0", async () => {
    const path = await writeNetwork(await temporaryFolder());
    const batch = await explained(path);
    expect(batch.layers[0]!.z).toHaveLength(13);
    const sample = await explained(path, "--sample", "12");
    expect(sample.layers[0]!.z).toEqual([(batch.layers[0]!.z as unknown[])[12]]);
  });

  it("takes a sample of other data", async () => {
    const folder = await temporaryFolder();
    const bare = await writeNetwork(folder, ({ layers }) => ({ layers }));
    const samples = join(folder, "samples.json");
    const full = await writeNetwork(await temporaryFolder());
    await writeFile(samples, await readFile(full));
    const ofData = await explained(bare, "--data", samples, "--sample", "3");
    expect(ofData.layers).toEqual((await explained(full, "--sample", "3")).layers);
    const { code, stderr } = await runHere(["explain", bare, "--data", samples]);
    expect(code).toBe(2);
    expect(stderr).toContain("--data needs --sample, for one of its 13 samples is explained");
  });

  it("writes in the conventions of a book, and says in which", async () => {
    const options = [
      "--delta",
      "a",
      "--gradient",
      "row",
      "--first-index",
      "0",
      "--cost-factor",
      "one",
      "--digits",
      "6",
    ];
    const { convention, cost } = await explained(first, ...options);
    expect(convention).toMatchObject({
      delta: "a",
      gradient: "row",
      firstIndex: 0,
      costFactor: "one",
      digits: 6,
    });
    expect(cost).toBeCloseTo(2 * 0.0637, 3);
    const { stdout } = await runHere(["explain", first, ...options]);
    expect(stdout).toContain("-0.713854");
  });

  it.each([
    ["hadamard", "⊙"],
    ["index", "∂C/∂w²ⱼₖ = δ²ⱼ a¹ₖ"],
    ["jacobian", "diag"],
    ["tensor", "∂a²ᵢ"],
  ])("shows the form %s", async (form, text) => {
    const { code, stdout } = await runHere(["explain", second, "--form", form]);
    expect(code).toBe(0);
    expect(stdout).toContain(text);
    const all = (await runHere(["explain", second, "--form", "all"])).stdout;
    expect(all).toContain(text);
  });

  it("shows only what a focus needs, and one element term by term", async () => {
    const { stdout } = await runHere(["explain", second, "--focus", "W1[3,1]"]);
    expect(stdout).toContain("∂C/∂w¹_{3,1} = δ¹₃ x₁");
    expect(stdout).toContain("Paths");
    expect(stdout).not.toContain("∂C/∂b¹");
    const one = (await runHere(["explain", second, "--focus", "W1[3,1]", "--paths", "1"])).stdout;
    expect(one.match(/→ C/g)).toHaveLength(1);
  });
});

describe("explain --out", () => {
  it.each([
    ["txt", "Backward pass"],
    ["md", "# 2-3-2 network"],
    ["tex", "\\documentclass"],
    ["html", "<!doctype html>"],
    ["json", '"cost"'],
    ["svg", "<svg"],
  ])("writes .%s", async (ending, text) => {
    const out = join(await temporaryFolder(), `page.${ending}`);
    const { code, stdout, stderr } = await runHere(["explain", second, "--out", out]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: `explanation in ${out}\n` });
    expect((await readFile(out, "utf8")).toLowerCase()).toContain(text.toLowerCase());
  });

  it("writes what --format names, whatever the file is called", async () => {
    const out = join(await temporaryFolder(), "page.txt");
    await runHere(["explain", second, "--out", out, "--format", "json"]);
    expect(JSON.parse(await readFile(out, "utf8"))).toHaveProperty("steps");
  });

  it("writes a worksheet into two files, the solutions apart", async () => {
    const folder = await temporaryFolder();
    const { code, stderr } = await runHere([
      "explain",
      first,
      "--worksheet",
      "--out",
      join(folder, "sheet.md"),
    ]);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `questions in ${join(folder, "sheet.md")}\nsolutions in ${join(folder, "sheet-solutions.md")}\n`,
    );
    const [questions, solutions] = await Promise.all(
      ["sheet.md", "sheet-solutions.md"].map((name) => readFile(join(folder, name), "utf8")),
    );
    expect(questions).not.toContain("-0.2287");
    expect(solutions).toContain("-0.2287");
  });
});

describe("explain --worksheet", () => {
  it("prints the questions, then the solutions", async () => {
    const { code, stdout } = await runHere(["explain", first, "--worksheet"]);
    expect(code).toBe(0);
    const [questions, solutions] = stdout.split(/^Solutions: /m);
    expect(questions).toMatch(/^Worksheet: /);
    expect(questions).not.toContain("-0.2287");
    expect(solutions).toContain("-0.2287");
  });

  it("needs files for pages that cannot stand one after the other", async () => {
    const { code, stdout, stderr } = await runHere(["explain", first, "--worksheet", "--format", "html"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("name a file with --out");
  });
});

describe("explain on a terminal", () => {
  async function onTerminal(env: Record<string, string>): Promise<string> {
    let text = "";
    const write = (piece: string): boolean => ((text += piece), true);
    const stdout = { write, isTTY: true, columns: 60 } as unknown as NodeJS.WritableStream;
    const stderr = { write: () => true } as unknown as NodeJS.WritableStream;
    const io = { stdout, stderr, stdin: Readable.from([]), env, closed: new AbortController().signal };
    expect(await runCommandLine(["explain", first], io)).toBe(0);
    return text;
  }

  it("is coloured, unless NO_COLOR is set and not empty", async () => {
    expect(await onTerminal({})).toContain("\u001b[");
    expect(await onTerminal({ NO_COLOR: "" })).toContain("\u001b[");
    expect(await onTerminal({ NO_COLOR: "1" })).not.toContain("\u001b[");
  });

  it("keeps its words to the terminal's width", async () => {
    const prose = (await onTerminal({ NO_COLOR: "1" })).split("\n").filter((line) => !/[⎡⎢⎣=]/.test(line));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe("explain exits", () => {
  it("with 1 where a check mark fails, and says where", async () => {
    const path = join(await temporaryFolder(), "steep.json");
    // Along W the cost bends within every step that is tried, so that differences give another slope.
    const layers = [{ weights: [[1e-6]], bias: [0.5], activation: "sigmoid" }];
    await writeFile(path, JSON.stringify({ layers, input: [[1e6]], target: [[0]] }));
    const { code, stdout, stderr } = await runHere(["explain", path, "--json"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "the check failed at ∂C/∂W¹\n" });
    expect((JSON.parse(stdout) as Explained).check.verdict).toBe("fail");
  });

  it.each([
    [["--sample", "13"], "--sample must be a whole number from 0 to 12"],
    [["--sample", "-1"], '--sample must be a whole number from 0 on, got "-1"'],
    [["--form", "hadamar"], 'got "hadamar"; did you mean "hadamard"?'],
    [["--format", "pdf"], "--format must be one of text, markdown, latex, html, json, svg"],
    [["--digits", "0"], '--digits must be a whole number from 1 on, got "0"'],
    [["--digits", "16"], "digits must be a whole number from 1 to 15, got 16"],
    [["--delta", "x"], '--delta must be one of z, a, got "x"'],
    [["--first-index", "2"], '--first-index must be one of 0, 1, got "2"'],
    [["--cost-factor", "two"], "--cost-factor must be one of given, half, one, mean"],
    [["--focus", "W3"], "explain(): the focus"],
    [["--focus", "W1[9,1]"], "W¹ has places from 1 to"],
    [["--out", "page.pdf"], "--out must be a file that ends in .txt, .md, .tex, .html, .json or .svg"],
    [["--out", "no/such/folder/page.txt"], "--out must be in a folder that exists"],
    [["--data", second], "the network has 6 inputs"],
  ])("with 2 on %j", async (options, message) => {
    const path = await writeNetwork(await temporaryFolder());
    const { code, stdout, stderr } = await runHere(["explain", path, ...options]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^backproof: .*\n$/);
    expect(stderr).toContain(message);
  });

  it("with 2 where there are no samples, or samples of another width", async () => {
    const folder = await temporaryFolder();
    const bare = await writeNetwork(folder, ({ layers }) => ({ layers }));
    expect((await runHere(["explain", bare])).stderr).toContain(
      "must have input and target to be explained on, got neither; add --data, as --data digits --sample 0",
    );
    const csv = await writeCsv(folder);
    expect((await runHere(["explain", bare, "--data", csv, "--sample", "0"])).stderr).toContain(
      "the network has 6 inputs",
    );
  });
});
