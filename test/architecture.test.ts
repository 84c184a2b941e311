import { describe, expect, it } from "vitest";
import {
  barrelImports,
  cycles,
  isWithin,
  longFiles,
  medianLength,
  nodeImports,
  packageImports,
  wrongRooms,
  type Packages,
  type Rooms,
} from "./support/architecture.ts";
import { nodeGlobals, readImports } from "./support/imports.ts";
import { readSources } from "./support/sources.ts";

// Bottom to top: a room may import only rooms that stand before it, and of these only the ones it names.
// docs/layout.md says what each room is for.
const ROOMS: Rooms = {
  util: [],
  tensor: ["util"],
  expr: ["util"],
  graph: ["util", "tensor", "expr"],
  ops: ["util", "tensor", "expr", "graph"],
  autodiff: ["util", "tensor", "expr", "graph", "ops"],
  program: ["util", "tensor", "expr", "graph", "ops", "autodiff"],
  backend: ["util", "tensor", "expr", "graph", "program"],
  "backend/reference": ["util", "tensor", "expr", "graph", "backend"],
  "backend/wasm": ["util", "tensor", "expr", "graph", "program", "backend"],
  nn: ["util", "tensor", "graph", "ops", "autodiff"],
  optim: ["util", "tensor", "graph", "ops", "autodiff"],
  data: ["util", "tensor"],
  "data/node": ["util", "tensor", "data"],
  format: ["util", "tensor", "graph", "nn", "data"],
  check: [
    "util",
    "tensor",
    "expr",
    "graph",
    "ops",
    "autodiff",
    "program",
    "backend",
    "backend/reference",
    "nn",
  ],
  train: [
    ...["util", "tensor", "graph", "ops", "autodiff", "program", "backend", "backend/reference"],
    ...["nn", "optim", "data", "format", "check"],
  ],
  explain: [
    "util",
    "tensor",
    "expr",
    "graph",
    "ops",
    "autodiff",
    "backend",
    "backend/reference",
    "nn",
    "check",
  ],
  diagnose: [
    ...["util", "tensor", "graph", "ops", "autodiff", "backend", "backend/reference"],
    ...["nn", "data", "check"],
  ],
  // The files in src/ itself. They are the only place that names concrete backends other than the reference; engines.ts
  // chooses among them. They must run in a browser, so not data/node.
  index: [
    ...["util", "tensor", "expr", "graph", "ops", "autodiff", "program", "backend", "backend/reference"],
    ...["backend/wasm", "nn", "optim", "data", "format", "train", "check", "explain", "diagnose"],
  ],
  cli: [
    ...["util", "tensor", "expr", "graph", "ops", "autodiff", "program", "backend", "backend/reference"],
    ...["nn", "optim", "data", "data/node", "format", "train", "check", "explain", "diagnose", "index"],
  ],
};

// The library's core has no run-time dependency.
const PACKAGES: Packages = {
  valibot: ["src/format/"],
  "csv-parse": ["src/data/csvRecords.ts"],
  commander: ["src/cli/"],
  "cli-progress": ["src/cli/"],
  temml: ["src/explain/html/"],
};

/** Everything else runs in a browser as it is. */
const NODE_ONLY = ["src/cli/", "src/data/node/"];

const sources = readSources("src");
const imports = readImports(sources);

describe("the rooms of src/", () => {
  it("import only rooms below them", () => {
    expect(wrongRooms(sources, imports, ROOMS)).toEqual([]);
  });

  it("have no import cycle, not even of types", () => {
    expect(cycles(imports)).toEqual([]);
  });

  it("use Node only in the command line and in data/node", () => {
    expect(nodeImports(imports, NODE_ONLY)).toEqual([]);
    const elsewhere = [...sources].filter(([path]) => !isWithin(path, NODE_ONLY));
    expect(elsewhere.flatMap(([path, text]) => nodeGlobals(path, text))).toEqual([]);
  });

  it("use packages from npm only where the table allows it", () => {
    expect(packageImports(imports, PACKAGES)).toEqual([]);
  });

  it("import files, not tables of contents", () => {
    expect(barrelImports(imports)).toEqual([]);
  });

  it("hold small files", () => {
    const toReview = longFiles(sources, 300);
    if (toReview.length > 0) console.log(`Over 300 lines, has each one job?\n${toReview.join("\n")}`);
    expect(longFiles(sources, 500)).toEqual([]);
    expect(medianLength(sources)).toBeLessThanOrEqual(120);
  });
});

describe("the examples", () => {
  it("import the library by its public names", () => {
    const inside = readImports(readSources("examples")).filter(
      ({ specifier }) => !/^(backproof(\/|$)|node:)/.test(specifier),
    );
    expect(inside.map(({ where, specifier }) => `${where} ${specifier}`)).toEqual([]);
  });
});

describe("the table of rooms", () => {
  it("lets a room import only rooms that stand before it", () => {
    const order = Object.keys(ROOMS);
    const wrong = order.flatMap((room, i) =>
      ROOMS[room]!.filter((other) => !order.slice(0, i).includes(other)),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the checks of the architecture find", () => {
  const given = (files: Record<string, string>) => {
    const fake = new Map(Object.entries(files));
    return { fake, found: readImports(fake) };
  };

  it("an import of a room above, with file and line", () => {
    const { fake, found } = given({
      "src/graph/op.ts": '// a comment\nimport type { add } from "../ops/add.ts";\n',
      "src/ops/add.ts": 'import { x } from "../graph/x.ts";',
    });
    expect(wrongRooms(fake, found, ROOMS)).toEqual([
      "src/graph/op.ts:2 graph may not import ops (src/ops/add.ts)",
    ]);
  });

  it.each([
    ["a neighbour", "src/tensor/a.ts", "../expr/b.ts"],
    ["a concrete backend", "src/train/a.ts", "../backend/wasm/b.ts"],
    ["the files of Node", "src/index.ts", "./data/node/b.ts"],
    ["the command line", "src/index.ts", "./cli/main.ts"],
  ])("an import of %s", (_, from, specifier) => {
    const { fake, found } = given({ [from]: `export { b } from "${specifier}";` });
    expect(wrongRooms(fake, found, ROOMS)).toHaveLength(1);
  });

  it("every form of import", () => {
    const { found } = given({
      "src/ops/a.ts": [
        'import "./b.ts";',
        'import { c } from "./c.ts";',
        'import type { D } from "./d.ts";',
        'export type { E } from "./e.ts";',
        'const f = await import("./f.ts");',
        'type G = import("./g.ts").G;',
        "// import h from './h.ts'",
      ].join("\n"),
    });
    expect(found.map(({ target }) => target).sort()).toEqual(
      ["b", "c", "d", "e", "f", "g"].map((x) => `src/ops/${x}.ts`),
    );
    expect(found.find(({ specifier }) => specifier === "./f.ts")?.where).toBe("src/ops/a.ts:5");
  });

  it("a file in no room", () => {
    const { fake, found } = given({ "src/attic/a.ts": "" });
    expect(wrongRooms(fake, found, ROOMS)).toEqual([
      "src/attic/a.ts:1 stands in no room that the table names",
    ]);
  });

  it("a cycle, and print the way around it", () => {
    const { found } = given({
      "src/ops/start.ts": 'import { a } from "./a.ts";',
      "src/ops/a.ts": 'import type { B } from "./b.ts";',
      "src/ops/b.ts": 'import { leaf } from "./leaf.ts";\nimport { a } from "./a.ts";',
      "src/ops/leaf.ts": "",
    });
    expect(cycles(found)).toEqual(["src/ops/a.ts → src/ops/b.ts → src/ops/a.ts"]);
  });

  it("no cycle where two files share a third", () => {
    const { found } = given({
      "src/ops/a.ts": 'import "./b.ts"; import "./c.ts";',
      "src/ops/b.ts": 'import "./c.ts";',
    });
    expect(cycles(found)).toEqual([]);
  });

  it("Node's modules and globals where a browser must do", () => {
    const { found } = given({
      "src/ops/a.ts": 'import { readFileSync } from "node:fs";',
      "src/cli/a.ts": 'import "node:fs";',
    });
    expect(nodeImports(found, NODE_ONLY)).toEqual(["src/ops/a.ts:1 node:fs"]);
    const text =
      'const a = { process: 1 };\nconst b = process.env;\nconst c = a.process + "process";\nglobalThis.process;';
    expect(nodeGlobals("src/ops/a.ts", text)).toEqual(["src/ops/a.ts:2 process", "src/ops/a.ts:4 process"]);
  });

  it("packages where they are not allowed, whatever part of them is imported", () => {
    const { found } = given({
      "src/data/csvRecords.ts": 'import { parse } from "csv-parse/sync";',
      "src/nn/a.ts":
        'import * as v from "valibot";\nimport x from "csv-parse/sync";\nimport y from "@scope/unknown/part";',
      "src/format/a.ts": 'import * as v from "valibot";',
    });
    expect(packageImports(found, PACKAGES)).toEqual([
      "src/nn/a.ts:1 valibot",
      "src/nn/a.ts:2 csv-parse/sync",
      "src/nn/a.ts:3 @scope/unknown/part",
    ]);
  });

  it("an import of a table of contents, but not that of an entry by the command line", () => {
    const { found } = given({
      "src/nn/a.ts": 'import { add } from "../ops/index.ts";',
      "src/cli/a.ts": 'import { add } from "../index.ts";',
    });
    expect(barrelImports(found)).toEqual(["src/nn/a.ts:1 src/ops/index.ts"]);
  });

  it("long files and the length in the middle", () => {
    const fake = new Map([1, 2, 600].map((lines) => [`src/ops/${lines}.ts`, "x\n".repeat(lines)]));
    expect(longFiles(fake, 500)).toEqual(["src/ops/600.ts (600 lines)"]);
    expect(medianLength(fake)).toBe(2);
  });
});
