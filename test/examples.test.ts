import { describe, expect, it } from "vitest";
import { docExamples, type DocExample } from "./support/docExamples.ts";
import { undocumented } from "./support/docstrings.ts";
import { namesOf, publicEntries } from "./support/entries.ts";
import { brokenLinks, pageProgram, pages, programOf } from "./support/pageExamples.ts";
import { agrees, runExample } from "./support/runExample.ts";
import { readSources } from "./support/sources.ts";

const sources = readSources("src");
const { examples, unfenced } = docExamples(sources);
const entries = publicEntries();
const publicNames = namesOf(entries);
// What a page about the inside may name: all that a browser could load.
const inner = namesOf([...sources.keys()].filter((path) => !/^src\/(cli|data\/node)\//.test(path)));
const place = ({ path, line }: DocExample): string => `${path}:${line}`;

describe("the examples in docstrings", () => {
  it.each(
    examples
      .filter(({ notRun }) => notRun === undefined)
      .map((example) => [place(example), example] as const),
  )("%s does what its comments say", async (_, { path, line, code }) => {
    // An example may use every public name, and what its own file exports.
    const names = { ...(await publicNames), ...(await namesOf([path])) };
    const wrong = await runExample(code, names);
    const report = wrong.map(
      ({ line: inside, expression, expected, got }) =>
        `${path}:${line + inside}: ${expression} is ${got}, not ${expected}`,
    );
    expect(report).toEqual([]);
  });

  it("are code blocks, marked as TypeScript", () => {
    expect(unfenced).toEqual([]);
  });

  it("say why, where they do not run", () => {
    expect(examples.filter(({ notRun }) => notRun === "").map(place)).toEqual([]);
  });
});

describe("the page", () => {
  it.each(pages())("%s links to files that are there", (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it.each(pages())("%s holds code that does what its comments say", async (page) => {
    const names = page === "README.md" ? await publicNames : { ...(await inner), ...(await publicNames) };
    const wrong = await runExample(pageProgram(page), names);
    expect(
      wrong.map(
        ({ line, expression, expected, got }) =>
          `${page}:${line + 1}: ${expression} is ${got}, not ${expected}`,
      ),
    ).toEqual([]);
  });
});

describe("every public function", () => {
  it.each(entries)("of %s has a docstring", async (entry) => {
    const names = await namesOf([entry]);
    const silent = undocumented(entry).filter(({ name }) => typeof names[name] === "function");
    expect(silent.map(({ name, where }) => `${where}: ${name}`)).toEqual([]);
  });

  it("without a docstring is found, with its place", () => {
    expect(undocumented("test/support/silent.ts")).toEqual([
      { name: "silent", where: "test/support/silent.ts:2" },
    ]);
  });
});

describe("an example", () => {
  const twice = (x: number): number => 2 * x;
  const run = (...lines: string[]) => runExample(lines.join("\n"), { twice });

  it("is found with its file and line", () => {
    const text =
      "const a = 1;\n/**\n * Says.\n *\n * @example\n * ```ts\n * a; // 1\n * ```\n */\nexport const b = 2;";
    const found = docExamples(new Map([["src/a.ts", text]]));
    expect(found).toEqual({
      examples: [{ path: "src/a.ts", line: 7, code: "a; // 1", notRun: undefined }],
      unfenced: [],
    });
  });

  it("must be a code block", () => {
    expect(docExamples(new Map([["src/a.ts", "/**\n * @example\n * a; // 1\n */"]])).unfenced).toEqual([
      "src/a.ts:2",
    ]);
  });

  it("may opt out, with a reason", () => {
    const text = "/** A.\n * ```ts no-run: opens a port\n * a\n * ```\n * ```ts no-run\n * b\n * ```\n */";
    const found = docExamples(new Map([["src/a.ts", text]])).examples;
    expect(found.map(({ notRun }) => notRun)).toEqual(["opens a port", ""]);
  });

  it("with a right result passes", async () => {
    expect(await run("const x = 4; // 2²", "twice(x); // 8", "[x, 'a'];   // [4, \"a\"]")).toEqual([]);
  });

  it("with a wrong result is told, with its line", async () => {
    expect(await run("const x = 4;", "twice(", "  x,", "); // 9")).toEqual([
      { line: 1, expression: "twice(\n  x,\n)", expected: "9", got: "8" },
    ]);
  });

  it("that throws fails, unless it says so", async () => {
    const thrower = 'JSON.parse("{"); // throws SyntaxError';
    expect(await run(thrower)).toEqual([]);
    expect(await run(thrower.replace("Syntax", "Type"))).toHaveLength(1);
    expect(await run("twice(1); // throws SyntaxError")).toHaveLength(1);
    await expect(run('JSON.parse("{");')).rejects.toThrow("JSON");
    await expect(run("unknownName;")).rejects.toThrow("unknownName");
  });

  it("is checked inside blocks too, and where it prints", async () => {
    expect(await run("for (const x of [1, 2]) {", "  twice(x); // 2", "}")).toHaveLength(1);
    expect(await run('console.log("x is", [1], "a"); // x is [1] a', "console.log(1); // 2")).toHaveLength(1);
  });

  it("on a page can use the blocks above it, at its own line", async () => {
    const page =
      "A\n```ts\nconst a = 1;\n```\n```sh\nx\n```\n```ts\nexport const b = a; // one\n{ const a = 3; a; // 2\n}\n```\n";
    expect(await runExample(programOf(page), {})).toEqual([
      { line: 9, expression: "a", expected: "2", got: "3" },
    ]);
  });

  it("may await, import from the package, use types, and reuse a public name for its own variable", async () => {
    expect(
      await run(
        'import { twice as other } from "backproof";',
        "const value: number = await Promise.resolve(twice(2)); // 4",
        "await Promise.resolve(value); // 4",
        "{ const twice = 3; console.log(twice); }",
      ),
    ).toEqual([]);
    expect(await run("const twice = 3;", "twice; // 3")).toEqual([]);
  });

  it.each([
    ["Float64Array(2) [ 9, 16 ]", "Float64Array [9, 16]"],
    ["Float64Array(2) [ 9, 16 ]", "Float64Array(2) [ 9, 16 ]"],
    ["{ a: 'x y', b: [] }", '{ a: "x y", b: [] }'],
    ["[\n  1,\n  2\n]", "[1, 2]"],
    ["[ 0.333333333333, 2 ]", "[0.3333…, 2]"],
  ])("prints %j and may say %j", (got, expected) => {
    expect(agrees(got, expected)).toBe(true);
  });

  it.each([
    ["Float64Array(2) [ 9, 16 ]", "[9, 16]"],
    ["Float64Array(2) [ 9, 16 ]", "Float64Array [9]"],
    ["'a b'", '"ab"'],
    ["'1'", "1"],
    ["[ 0.34, 2 ]", "[0.33…, 2]"],
  ])("prints %j and may not say %j", (got, expected) => {
    expect(agrees(got, expected)).toBe(false);
  });
});
