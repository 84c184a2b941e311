import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { findBlas } from "../../src/backend/blas/findBlas.ts";
import { i32 } from "../../src/backend/wasm/assembler/integers.ts";
import type { FunctionBuilder } from "../../src/backend/wasm/assembler/functionBuilder.ts";
import type { Expression } from "../../src/backend/wasm/assembler/instruction.ts";
import { atomic, memory } from "../../src/backend/wasm/assembler/memory.ts";
import { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";
import { defineBarrier } from "../../src/backend/wasm/threads/barrier.ts";
import { startThreads, type ThreadsOptions } from "../../src/backend/wasm/threads/startThreads.ts";
import { SYNC_BYTES, SYNC_WORDS } from "../../src/backend/wasm/threads/syncWords.ts";
import { threadsAvailable } from "../../src/backend/wasm/threads/threadsAvailable.ts";
import { workerText } from "../../src/backend/wasm/threads/workerText.ts";

describe.each([2, 3, 4])("%i threads", (count) => {
  it("run a function 10,000 times, each on its own part, with barriers between", async () => {
    const { threads, numbers } = await start({ count });
    const runs = 10_000;
    for (let run = 1; run <= runs; run++) threads.run("sums");
    // Each run adds the sum of all threads' private numbers to every thread's total; a torn barrier would miss one.
    const perRun = (count * (count + 1)) / 2;
    expect([...numbers(count)]).toEqual(Array.from({ length: count }, () => runs * perRun));
    threads.dispose();
  });
});

describe("threads", () => {
  it("compute the same alone, before the workers are ready, as together", async () => {
    const memory = newMemory();
    const threads = startThreads(options({ memory, count: 3 }));
    expect(threads.active).toBe(1);
    threads.run("count");
    expect(numbersOf(memory, 4)).toEqual([1, 0, 0, 0]);
    await threads.ready;
    expect(threads.active).toBe(3);
    threads.run("count");
    expect(numbersOf(memory, 4)).toEqual([2, 1, 1, 0]);
    threads.dispose();
  });

  it("need no shared memory and no words where there is only one", () => {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory", { min: 1 });
    const store = module.function("store", ["i32", "i32"], "void", (f, index, count) => {
      f.do(i32.store(index, i32.add(count, 41)));
    });
    module.export(store);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const threads = startThreads({
      ...{ module: new WebAssembly.Module(module.finish().slice()), memory, count: 1, syncByteOffset: 0 },
    });
    threads.run("store");
    expect(new Int32Array(memory.buffer)[0]).toBe(42);
    threads.dispose();
  });

  it("wake up after they fell asleep", async () => {
    const { threads, memory, numbers } = await start({ count: 3 });
    const words = new Int32Array(memory.buffer, 0, SYNC_BYTES / 4);
    for (let run = 1; run <= 5; run++) {
      while (Atomics.load(words, SYNC_WORDS.runSleepers) < 2) await sleep(1);
      threads.run("count");
      expect([...numbers(3)]).toEqual([run, run, run]);
    }
    threads.dispose();
  });

  it("sleep at a barrier and at the end of a run where one of them takes long", async () => {
    const { threads, numbers } = await start({ count: 3 });
    for (const entry of ["slowWorker", "slowCaller", "slowEnd"]) {
      const before = numbers(3);
      threads.run(entry);
      expect([...numbers(3)]).toEqual([...before].map((total) => total + 6));
    }
    threads.dispose();
  });

  it("go on in a memory that grew", async () => {
    const { threads, memory, numbers } = await start({ count: 2 });
    memory.grow(1);
    threads.run("last");
    expect(numbers(2)[0]).toBe(0);
    expect([...new Int32Array(memory.buffer).slice(-2)]).toEqual([1, 2]);
    threads.dispose();
  });

  it("work in two pools at once", async () => {
    const [a, b] = await Promise.all([start({ count: 2 }), start({ count: 3 })]);
    for (let run = 0; run < 500; run++) {
      a.threads.run("sums");
      b.threads.run("sums");
    }
    expect([...a.numbers(2)]).toEqual([1500, 1500]);
    expect([...b.numbers(3)]).toEqual([3000, 3000, 3000]);
    a.threads.dispose();
    b.threads.dispose();
  });

  it("leave a memory to the next pool, even where they had not started yet", async () => {
    const memory = newMemory();
    for (let pool = 0; pool < 10; pool++) {
      const early = startThreads(options({ memory, count: 2 }));
      if (pool % 2 === 0) await early.ready;
      early.dispose();
    }
    const { threads, numbers } = await start({ count: 2, memory });
    for (let run = 0; run < 200; run++) threads.run("sums");
    expect([...numbers(2)]).toEqual([600, 600]);
    threads.dispose();
  });

  it("call the system's BLAS from workers", async (context) => {
    const blas = findBlas();
    if ("reason" in blas) return context.skip(blas.reason);
    const memory = newMemory();
    const module = new ModuleBuilder();
    module.importMemory("env", "memory", { min: 1, max: 4, shared: true });
    const dgemm = module.importFunction(
      "blas",
      "dgemm",
      ["i32", "i32", "i32", "i32", "i32", "f64", "i32", "i32", "i32", "i32", "f64", "i32", "i32"],
      "void",
    );
    const row = module.function("row", ["i32", "i32"], "void", (f, index) => {
      // c[index] = a[index] · b, a [2, 3], b [3, 2].
      const a = i32.add(DATA, i32.mul(index, 24));
      const c = i32.add(DATA + 256, i32.mul(index, 16));
      f.do(dgemm.call(0, 0, 1, 2, 3, 1, a, 3, DATA + 128, 2, 0, c, 2));
    });
    module.export(row);
    new Float64Array(memory.buffer, DATA, 6).set([1, 2, 3, 4, 5, 6]);
    new Float64Array(memory.buffer, DATA + 128, 6).set([1, 0, 0, 1, 1, 1]);
    const threads = startThreads({
      ...{
        module: new WebAssembly.Module(module.finish().slice()),
        memory,
        count: 2,
        syncByteOffset: 0,
        blas,
      },
    });
    await threads.ready;
    expect([threads.alone, threads.active]).toEqual([undefined, 2]);
    threads.run("row");
    expect([...new Float64Array(memory.buffer, DATA + 256, 4)]).toEqual([4, 5, 10, 11]);
    threads.dispose();
  });

  it("refuse a BLAS that is for one thread only", () => {
    const blas = findBlas();
    if ("reason" in blas) return;
    expect(() => startThreads({ ...options({}), blas: { ...blas, concurrent: false } })).toThrow(
      "one thread only",
    );
  });
});

describe("a thread that stops", () => {
  it.each([
    ["a worker, before the barrier", "trapWorker", 1],
    ["the caller, before the barrier", "trapCaller", 0],
    ["a worker, while nobody waits at a barrier", "trapEnd", 1],
  ])("(%s) makes the run throw, and every run after it", async (_, entry, index) => {
    const { threads, memory } = await start({ count: 3 });
    threads.run("sums");
    const message = `internal: thread ${index} of 3 stopped in ${entry}(): RuntimeError: unreachable`;
    expect(() => {
      threads.run(entry);
    }).toThrow(message);
    expect(threads.failed?.message).toContain(message);
    expect(() => {
      threads.run("sums");
    }).toThrow(message);
    expect(() => startThreads(options({ memory, count: 2 }))).toThrow("threads failed on this memory");
    threads.dispose();
  });

  it("makes the run throw where there is only one, with the trap as cause", () => {
    const threads = startThreads(options({ count: 1 }));
    let failure: unknown;
    try {
      threads.run("trapCaller");
    } catch (error) {
      failure = error;
    }
    expect(failure).toBe(threads.failed);
    expect(threads.failed?.cause).toBeInstanceOf(WebAssembly.RuntimeError);
  });

  it("at its start leaves the caller to compute alone, and says why", async () => {
    const blas = findBlas();
    if ("reason" in blas) return;
    const lost = { ...blas, binding: { ...blas.binding, koffi: "/nowhere/koffi.js" } };
    const memory = newMemory();
    const threads = startThreads({ ...options({ memory, count: 3 }), blas: lost });
    await threads.ready;
    expect(threads.alone).toMatch(/Cannot find module '\/nowhere\/koffi.js'/);
    expect([threads.active, threads.failed]).toEqual([1, undefined]);
    threads.run("count");
    expect(numbersOf(memory, 3)).toEqual([1, 0, 0]);
    threads.dispose();
  });
});

describe("the workers", () => {
  it.each([
    ["disposed of", "await threads.ready; threads.run('sums'); threads.dispose();"],
    ["disposed of before they are ready", "threads.dispose();"],
    ["not yet ready", ""],
    ["awake", "await threads.ready; threads.run('sums');"],
    [
      "asleep",
      "await threads.ready; threads.run('sums'); await new Promise((resume) => setTimeout(resume, 50));",
    ],
    [
      "lost to a trap",
      "await threads.ready; try { threads.run('trapWorker'); } catch { console.log('trap'); }",
    ],
  ])("keep no process alive when they are %s", async (_, body) => {
    const output = await runChild(
      `const threads = startThreads({ module, memory, count: 3, syncByteOffset: 0 });\n${body}`,
    );
    expect(output).toBe(body.includes("trap") ? "trap\ndone\n" : "done\n");
  });

  it("of 100 pools, one after the other, leave no thread and no memory behind", async () => {
    const output = await runChild(`
      const { readdirSync } = await import("node:fs");
      const threadCount = () => (process.platform === "linux" ? readdirSync("/proc/self/task").length : 0);
      const cycle = async () => {
        const threads = startThreads({ module, memory, count: 2, syncByteOffset: 0 });
        await threads.ready;
        threads.run("sums");
        threads.dispose();
      };
      for (let i = 0; i < 20; i++) await cycle();
      const [threadsBefore, heapBefore] = [threadCount(), (gc(), process.memoryUsage().heapUsed)];
      for (let i = 0; i < 100; i++) await cycle();
      for (let i = 0; i < 100 && threadCount() > threadsBefore; i++) {
        await new Promise((resume) => setTimeout(resume, 100));
      }
      gc();
      const grown = process.memoryUsage().heapUsed - heapBefore;
      console.log(threadCount() > threadsBefore + 1, grown > 2e6 ? grown : "small");`);
    expect(output).toBe("false small\ndone\n");
  });

  it("run in a browser's way too: from a Blob, with messages", async () => {
    const output = await runChild(`
      const { Worker: NodeWorker } = process.getBuiltinModule("node:worker_threads");
      process.getBuiltinModule = undefined;
      const texts = new Map();
      URL.createObjectURL = (blob) => { texts.set("blob:1", blob.text()); return "blob:1"; };
      URL.revokeObjectURL = () => {};
      globalThis.Worker = class {
        constructor(url) {
          this.worker = texts.get(url).then((text) => {
            const prelude = "const { parentPort } = require('node:worker_threads'); let onmessage;" +
              "const postMessage = (message) => parentPort.postMessage(message); const close = () => process.exit();" +
              "parentPort.on('message', (data) => onmessage({ data }));";
            const worker = new NodeWorker(prelude + text, { eval: true });
            worker.on("message", (data) => this.onmessage({ data }));
            return worker;
          });
        }
        postMessage(data) { void this.worker.then((worker) => worker.postMessage(data)); }
        terminate() { void this.worker.then((worker) => worker.terminate()); }
      };
      const threads = startThreads({ module, memory, count: 3, syncByteOffset: 0 });
      await threads.ready;
      for (let i = 0; i < 100; i++) threads.run("sums");
      threads.dispose();
      console.log(threads.active, new Int32Array(memory.buffer)[${TOTALS} / 4]);`);
    expect(output).toBe("3 600\ndone\n");
  });
});

describe("a worker's program", () => {
  it.each(["node", "web"] as const)("names nothing from outside itself (%s)", (kind) => {
    const file = ts.createSourceFile("worker.js", workerText(kind), ts.ScriptTarget.ES2022, true);
    const options: ts.CompilerOptions = {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, ...rest) => (name === "worker.js" ? file : read(name, ...rest));
    const CANNOT_FIND_NAME = [2304, 2552, 2580, 2591];
    const unknown = ts
      .createProgram(["worker.js"], { ...options, types: [] }, host)
      .getSemanticDiagnostics(file)
      .filter(({ code }) => CANNOT_FIND_NAME.includes(code))
      .map(({ start, length }) => file.text.slice(start, start! + length!));
    expect(new Set(unknown)).toEqual(new Set(kind === "node" ? ["process"] : []));
  });
});

describe("where threads are available", () => {
  it("this process says how many run at once", () => {
    const available = threadsAvailable();
    expect("cores" in available && available.cores).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ["{ crossOriginIsolated: false }", "not cross-origin isolated.*Cross-Origin-Opener-Policy: same-origin"],
    ["{ SharedArrayBuffer: undefined }", "there is no SharedArrayBuffer here"],
    ["{ crossOriginIsolated: true }", "there are no workers here"],
    ["{ Worker: class {}, navigator: { hardwareConcurrency: 8 } }", '"cores":8'],
  ])("a page with %s says what it has", async (page, answer) => {
    const output = await runChild(`
      const { threadsAvailable } = await import("./backend/wasm/threads/threadsAvailable.js");
      process.getBuiltinModule = undefined;
      for (const [name, value] of Object.entries(${page})) {
        Object.defineProperty(globalThis, name, { value, configurable: true });
      }
      console.log(JSON.stringify(threadsAvailable()));`);
    expect(output).toMatch(new RegExp(answer));
  });
});

/** The threads' words come first, then the numbers that the tests count in, each on a cache line of its own. */
const LINE = 64;
const TOTALS = SYNC_BYTES;
const PRIVATE = TOTALS + 8 * LINE;
const DATA = PRIVATE + 8 * LINE;

function newMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
}

/** The totals of some threads. */
function numbersOf(memory: WebAssembly.Memory, count: number): number[] {
  const numbers = new Int32Array(memory.buffer);
  return Array.from({ length: count }, (_, i) => numbers[(TOTALS + i * LINE) / 4]!);
}

const binary = testModule();

function options({ memory = newMemory(), count = 2 }: Partial<ThreadsOptions>): ThreadsOptions {
  return { module: new WebAssembly.Module(binary), memory, count, syncByteOffset: 0 };
}

/** Threads whose workers are ready. */
async function start(given: Partial<ThreadsOptions>) {
  const { memory, ...rest } = options(given);
  const threads = startThreads({ memory, ...rest });
  await threads.ready;
  expect([threads.alone, threads.active]).toEqual([undefined, threads.count]);
  return { threads, memory, numbers: (count: number) => numbersOf(memory, count) };
}

/** A module whose functions count, meet at barriers, dawdle and trap. */
function testModule() {
  const module = new ModuleBuilder();
  module.importMemory("env", "memory", { min: 1, max: 4, shared: true });
  const barrier = defineBarrier(module, 0);
  const at = (place: number, index: Expression<"i32">) => i32.add(place, i32.mul(index, LINE));
  const entry = (
    name: string,
    build: (f: FunctionBuilder, index: Expression<"i32">, count: Expression<"i32">) => void,
  ): void => {
    module.export(module.function(name, ["i32", "i32"], "void", build));
  };
  /** Some 20 ms of work, far longer than any thread stays awake to wait. */
  const dawdle = (f: FunctionBuilder, index: Expression<"i32">): void => {
    const i = f.local("i32");
    f.forLoop(i, 0, 3_000_000, 1, () => {
      f.drop(atomic.rmw_add(at(DATA, index), 1));
    });
  };
  /** Adds every thread's private number, index + 1, to the total of this thread. */
  const sums = (f: FunctionBuilder, index: Expression<"i32">, count: Expression<"i32">): void => {
    f.do(i32.store(at(PRIVATE, index), i32.add(index, 1)));
    f.do(barrier.call(index, count));
    const i = f.local("i32");
    f.forLoop(i, 0, count, 1, () => {
      f.do(i32.store(at(TOTALS, index), i32.add(i32.load(at(TOTALS, index)), i32.load(at(PRIVATE, i)))));
    });
    f.do(barrier.call(index, count));
    f.do(i32.store(at(PRIVATE, index), -1000));
    f.do(barrier.call(index, count));
  };
  entry("sums", sums);
  entry("count", (f, index) => {
    f.do(i32.store(at(TOTALS, index), i32.add(i32.load(at(TOTALS, index)), 1)));
  });
  entry("slowWorker", (f, index, count) => {
    f.if(i32.eq(index, 1), () => {
      dawdle(f, index);
    });
    sums(f, index, count);
  });
  entry("slowCaller", (f, index, count) => {
    f.if(i32.eqz(index), () => {
      dawdle(f, index);
    });
    sums(f, index, count);
  });
  entry("slowEnd", (f, index, count) => {
    sums(f, index, count);
    f.if(i32.eq(index, 1), () => {
      dawdle(f, index);
    });
  });
  entry("last", (f, index, count) => {
    const end = i32.mul(memory.size(), 65536);
    f.do(i32.store(i32.sub(end, i32.mul(4, i32.sub(count, index))), i32.add(index, 1)));
  });
  for (const [name, index, meets] of [
    ["trapWorker", 1, true],
    ["trapCaller", 0, true],
    ["trapEnd", 1, false],
  ] as const) {
    entry(name, (f, self, count) => {
      f.if(i32.eq(self, index), () => {
        f.unreachable();
      });
      if (meets) f.do(barrier.call(self, count));
    });
  }
  return module.finish().slice();
}

/**
 * Runs a program in a process of its own, against the compiled library, with the test module as `module` and a memory as `memory`.
 *
 * @returns what it printed, with "done" when the program was through; a process that does not end by itself fails the test
 */
async function runChild(body: string): Promise<string> {
  const folder = await compiled();
  const program = `
    const { startThreads } = await import("./backend/wasm/threads/startThreads.js");
    const module = new WebAssembly.Module(Buffer.from("${Buffer.from(binary).toString("base64")}", "base64"));
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
    ${body}
    console.log("done");`;
  const file = join(folder, `program${programs++}.mjs`);
  await writeFile(file, program);
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", file], { timeout: 100_000 });
  return stdout;
}

let programs = 0;
let folder: Promise<string> | undefined;

/** The library's files that the threads need, as JavaScript in a folder; made once. */
function compiled(): Promise<string> {
  folder ??= (async () => {
    const to = await mkdtemp(join(tmpdir(), "backproof-threads-"));
    await writeFile(join(to, "package.json"), '{ "type": "module" }');
    for (const room of ["util", "backend/blas", "backend/wasm/threads"]) {
      await mkdir(join(to, room), { recursive: true });
      for (const name of await readdir(join("src", room))) {
        if (!name.endsWith(".ts")) continue;
        const { outputText } = ts.transpileModule(await readFile(join("src", room, name), "utf8"), {
          compilerOptions: {
            ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
            ...{ verbatimModuleSyntax: true, rewriteRelativeImportExtensions: true },
          },
        });
        await writeFile(join(to, room, name.replace(/ts$/, "js")), outputText);
      }
    }
    return to;
  })();
  return folder;
}

afterAll(async () => {
  if (folder !== undefined) await rm(await folder, { recursive: true });
});
