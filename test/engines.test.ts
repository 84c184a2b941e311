import { afterEach, describe, expect, it, vi } from "vitest";
import type { BlasFound } from "../src/backend/blas/blas.ts";
import { reference } from "../src/backend/reference/reference.ts";
import { relaxedSimd } from "../src/backend/wasm/relaxed.ts";
import { features } from "../src/backend/wasm/assembler/features.ts";
import { compile } from "../src/compile.ts";
import { engine, engineOn, engines, enginesOf, type EngineOptions } from "../src/engines.ts";
import { input, parameter } from "../src/graph/leaves.ts";
import type { Machine } from "../src/machine.ts";
import { createNetwork } from "../src/nn/createNetwork.ts";
import { add } from "../src/ops/add.ts";
import { matmul } from "../src/ops/matmul.ts";
import { multiply } from "../src/ops/multiply.ts";
import { evaluateNetwork as evaluateBy } from "../src/train/evaluation.ts";
import { train as trainBy } from "../src/train/train.ts";
import { evaluateNetwork, train } from "../src/training.ts";
import { ValueError } from "../src/util/errors.ts";
import { doneOf, sums } from "./train/support.ts";

const NO_BLAS = { reason: "no BLAS library found; apt install libopenblas0" };
const FOUND = {
  name: "OpenBLAS",
  version: "0.3",
  concurrent: true,
  describe: () => "OpenBLAS 0.3 (libopenblas.so.0)",
} as BlasFound;

/** A machine with everything but a BLAS. */
const machine = (change: Partial<Machine> = {}): Machine => ({
  simd: () => true,
  relaxed: () => false,
  threads: () => ({ cores: 8 }),
  blas: () => NO_BLAS,
  ...change,
});
const LACKS: Readonly<Record<string, Partial<Machine>>> = {
  nothing: { blas: () => FOUND },
  BLAS: {},
  threads: { threads: () => ({ reason: "there is no SharedArrayBuffer here" }) },
  "WebAssembly SIMD": { simd: () => false, blas: () => FOUND },
};
const choose = (lack: string, options: EngineOptions = {}) => engineOn(machine(LACKS[lack]), options);

describe("auto takes", () => {
  it.each([
    ["nothing", { name: "blas", precision: "f32", threads: 4, notes: [] }],
    ["BLAS", { name: "wasm", precision: "f32", threads: 4, notes: [] }],
    [
      "threads",
      {
        name: "wasm",
        precision: "f32",
        threads: 1,
        notes: ["one thread computes: there is no SharedArrayBuffer here"],
      },
    ],
    [
      "WebAssembly SIMD",
      {
        name: "reference",
        precision: "f64",
        threads: 1,
        notes: ["the reference computes, which is slow: this machine has no WebAssembly SIMD"],
      },
    ],
  ])("what is left on a machine that lacks %s", (lack, expected) => {
    expect(choose(lack)).toMatchObject(expected);
  });

  it.each([
    [1, 1],
    [2, 2],
    [4, 4],
    [64, 4],
  ])("of %i cores %i", (cores, threads) => {
    expect(engineOn(machine({ threads: () => ({ cores }) }), {})).toMatchObject({ threads, notes: [] });
  });

  it("one thread for a BLAS that only one may call, and says so", () => {
    const blas = () => ({ ...FOUND, concurrent: false });
    expect(engineOn(machine({ blas }), {})).toMatchObject({
      name: "blas",
      threads: 1,
      notes: ["one thread computes: this build of OpenBLAS may be called from one thread only"],
    });
    expect(engineOn(machine({ blas }), { threads: 1 }).notes).toEqual([]);
  });

  it("float64 where it is asked for", () => {
    expect(choose("BLAS", { precision: "f64" })).toMatchObject({ name: "wasm", precision: "f64" });
  });
});

describe("asked for by name, an engine", () => {
  it.each([
    ["nothing", "reference", "f64"],
    ["nothing", "wasm", "f32"],
    ["nothing", "blas", "f32"],
    ["WebAssembly SIMD", "reference", "f64"],
  ] as const)("of a machine that lacks %s: %s computes in %s", (lack, name, precision) => {
    expect(choose(lack, { engine: name })).toMatchObject({ name, precision, notes: [] });
  });

  it.each([
    ["BLAS", "blas", '"blas" needs a BLAS, got none: no BLAS library found; apt install libopenblas0'],
    ["WebAssembly SIMD", "wasm", '"wasm" needs WebAssembly SIMD, but this machine has no WebAssembly SIMD'],
    ["WebAssembly SIMD", "blas", '"blas" needs WebAssembly SIMD'],
  ] as const)("that lacks %s is refused: %s", (lack, name, message) => {
    expect(() => choose(lack, { engine: name })).toThrow(ValueError);
    expect(() => choose(lack, { engine: name })).toThrow(message);
  });

  it("takes the threads that it is given, and says where they are too many", () => {
    expect(choose("BLAS", { threads: 3 })).toMatchObject({ threads: 3, notes: [] });
    expect(choose("BLAS", { threads: 9 })).toMatchObject({
      threads: 9,
      notes: ["9 threads have only 8 cores and will wait for each other"],
    });
    expect(choose("threads", { threads: 2 })).toMatchObject({
      threads: 1,
      notes: ["one thread computes: there is no SharedArrayBuffer here"],
    });
    expect(choose("BLAS", { engine: "reference", threads: 2 })).toMatchObject({
      threads: 1,
      notes: ["the reference runs on one thread, not 2"],
    });
  });

  it("does not promise what the reference cannot", () => {
    const message = 'the reference computes in f64 only, got the precision "f32"';
    expect(() => choose("nothing", { engine: "reference", precision: "f32" })).toThrow(message);
    expect(() => choose("WebAssembly SIMD", { precision: "f32" })).toThrow(message);
  });

  it.each([
    [{ engine: "wsm" }, 'engine must be one of auto, reference, wasm, blas, got "wsm"; did you mean "wasm"?'],
    [{ precision: "f16" }, 'precision must be one of f32, f64, got "f16"'],
    [{ threads: 0 }, 'threads must be a whole number from 1 to 200 or "auto", got 0'],
    [{ threads: 1.5 }, "got 1.5"],
    [{ threads: 201 }, "got 201"],
    [{ threads: Number.NaN }, "got NaN"],
  ])("is refused as %j", (options, message) => {
    expect(() => engine(options as EngineOptions)).toThrow(message);
  });
});

describe("whatever a machine lacks, what is left computes", () => {
  it.each(Object.keys(LACKS).filter((lack) => lack !== "nothing"))("%s", (lack) => {
    const x = input("x", [2, 3]);
    const y = matmul(x, multiply(2, input("w", [3, 1])));
    const chosen = choose(lack, { threads: 1 });
    const program = chosen.compile({ outputs: [y] });
    const [, w] = y.inputs[1]!.inputs;
    program.write(x, [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    program.write(w!, [[1], [0], [-1]]);
    program.run();
    expect([...program.read(y).data]).toEqual([-4, -4]);
    program.dispose();
  });
});

describe("without SharedArrayBuffer", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("this machine computes on one thread, and says why", () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const chosen = engine({ engine: "wasm", threads: 4 });
    expect(chosen).toMatchObject({
      threads: 1,
      notes: ["one thread computes: WebAssembly has no shared memory here"],
    });
    const x = input("x", [2]);
    const y = add(x, x);
    const program = chosen.compile({ outputs: [y] });
    program.write(x, [1, 2]);
    program.run();
    expect([...program.read(y).data]).toEqual([2, 4]);
    expect(engines().find((report) => report.engine === "wasm")!.detail).toContain(
      "one thread, as WebAssembly has no shared memory here",
    );
  });
});

describe("engines()", () => {
  it("tells of each what it is, or why it does not run", () => {
    expect(enginesOf(machine({ relaxed: () => true }))).toEqual([
      {
        engine: "reference",
        available: true,
        auto: false,
        detail: "float64, node after node on one thread; the definition of right",
      },
      {
        engine: "wasm",
        available: true,
        auto: true,
        detail: "compiled to WebAssembly: f32 and f64, SIMD, relaxed SIMD, 8 cores",
      },
      {
        engine: "blas",
        available: false,
        auto: false,
        detail: "the same, with the system's matrix products",
        reason: NO_BLAS.reason,
      },
    ]);
  });

  it.each([
    ["nothing", "blas", [true, true, true]],
    ["BLAS", "wasm", [true, true, false]],
    ["WebAssembly SIMD", "reference", [true, false, false]],
  ])("on a machine that lacks %s names %s as the choice of auto", (lack, name, available) => {
    const reports = enginesOf(machine(LACKS[lack]));
    expect(reports.filter(({ auto }) => auto).map((report) => report.engine)).toEqual([name]);
    expect(reports.map((report) => report.available)).toEqual(available);
    expect(reports.every((report) => report.available === (report.reason === undefined))).toBe(true);
  });

  it("agrees with engine() on this machine", () => {
    expect(engines().find(({ auto }) => auto)!.engine).toBe(engine().name);
  });
});

describe("relaxed SIMD", () => {
  it("is asked of V8 by a flag, once per process and only where it is not there already", () => {
    const flags: string[] = [];
    const there = relaxedSimd({ environment: {}, setFlag: (flag) => flags.push(flag) });
    // Whatever ran before, this file or an engine of it may have set the flag.
    expect(flags.length).toBeLessThanOrEqual(1);
    expect(there).toBe(features().relaxedSimd);
  });

  it.each(["off", "OFF"])("is not used where BACKPROOF_RELAXED is %s, and V8 is left as it is", (value) => {
    const flags: string[] = [];
    const host = { environment: { BACKPROOF_RELAXED: value }, setFlag: (flag: string) => flags.push(flag) };
    expect(relaxedSimd(host)).toBe(false);
    expect(flags).toEqual([]);
  });

  it("is done without where V8 does not let itself be asked", () => {
    const setFlag = (): never => {
      throw new Error("not implemented");
    };
    expect(relaxedSimd({ environment: {}, setFlag })).toBe(features().relaxedSimd);
  });
});

describe("compile()", () => {
  const x = input("x", [3]);
  const w = parameter("w", [1, 2, 3]);
  const product = multiply(x, w);

  it.each([
    {},
    { engine: "reference" },
    { engine: "wasm", precision: "f64", threads: 2 },
    { engine: reference },
    { engine: engineOn(machine(), {}) },
  ] as const)("runs, reads and updates with %j", (options) => {
    const program = compile({ outputs: [product], updates: [[w, add(w, x)]], ...options });
    program.write(x, [1, 1, 2]);
    program.run();
    expect([...program.read(product).data]).toEqual([1, 2, 6]);
    expect([...program.read(w).data]).toEqual([2, 3, 5]);
    program.dispose();
    expect(() => program.read(product)).toThrow("disposed of");
  });

  it("computes in the precision that is asked for", () => {
    const third = (precision: "f32" | "f64") => {
      const program = compile({ outputs: [product], engine: "wasm", precision, threads: 1 });
      program.write(x, [1 / 3, 0, 0]);
      program.run();
      return program.read(product).data[0];
    };
    expect([third("f32"), third("f64")]).toEqual([Math.fround(1 / 3), 1 / 3]);
  });

  it.each(["reference", "wasm"] as const)(
    "of %s lets inputs be written that no output depends on",
    (name) => {
      const unused = input("unused", [2]);
      const idle = parameter("idle", [7]);
      const program = compile({
        outputs: [product],
        inputs: [x, unused],
        parameters: [w, idle],
        engine: name,
        ...(name === "wasm" && { threads: 1 }),
      });
      program.write(x, [1, 1, 1]);
      program.write(unused, [5, 6]);
      program.write(idle, [8]);
      program.run();
      expect([program.read(unused), program.read(idle)].map(({ data }) => [...data])).toEqual([[5, 6], [8]]);
      program.dispose();
    },
  );

  it("ends with `using` as with dispose()", () => {
    const program = compile({ outputs: [product], threads: 1 });
    program.write(x, [1, 1, 1]);
    program[Symbol.dispose]();
    expect(() => program.read(product)).toThrow("disposed of");
  });

  it("refuses what it cannot use", () => {
    expect(() => compile({ outputs: [product], inputs: [w] })).toThrow(
      "compile(): inputs must be inputs of the graph",
    );
    expect(() => compile({ outputs: [product], parameters: [product] })).toThrow(
      "compile(): parameters must be parameters of the graph",
    );
    expect(() => compile({ outputs: [product], engine: reference, precision: "f64" })).toThrow(
      'precision and threads are for an engine by name, but "reference" has its own',
    );
  });
});

describe("the package's own train() and evaluateNetwork()", () => {
  const data = sums(40);
  const options = { network: createNetwork({ sizes: [2, 5, 2], seed: 3 }), data: { train: data }, epochs: 2 };

  it("compute by the fastest engine, and by another where it is given", async () => {
    const parameters = async (events: ReturnType<typeof train>) => {
      for await (const event of events)
        if (event.event === "done") return event.state.parameters.map((p) => p.data);
      throw new Error("no end");
    };
    const [own, fast, slow, slowest] = await Promise.all([
      parameters(train(options)),
      parameters(trainBy({ ...options, backend: engine() })),
      parameters(train({ ...options, backend: reference })),
      parameters(trainBy(options)),
    ]);
    expect(own).toEqual(fast);
    expect(slow).toEqual(slowest);
    expect(own).not.toEqual(slow);
  });

  it("agree on how a network does", async () => {
    const { network } = await doneOf(options);
    expect(evaluateNetwork(network, data)).toEqual(evaluateBy(network, data, engine()));
    expect(evaluateNetwork(network, data, reference)).toEqual(evaluateBy(network, data));
    expect(evaluateNetwork(network, data).cost).toBeCloseTo(evaluateBy(network, data).cost, 5);
  });
});
