import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { f32x4 } from "../../src/backend/wasm/assembler/floatLanes.ts";
import { f32 } from "../../src/backend/wasm/assembler/floats.ts";
import type { Expression } from "../../src/backend/wasm/assembler/instruction.ts";
import { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";
import { BenchDatasets } from "../../src/cli/bench/benchData.ts";
import { flopsPerSample } from "../../src/cli/bench/flops.ts";
import { measure } from "../../src/cli/bench/measure.ts";
import { FUSED, SEPARATE } from "../../src/cli/bench/multiplyAdds.ts";
import { benchResult, median, type BenchResult } from "../../src/cli/bench/result.ts";
import { defaultThreads } from "../../src/cli/bench/runs.ts";
import { resultLine, titleLine } from "../../src/cli/bench/textLines.ts";
import { trainingOf } from "../../src/cli/bench/trainingOf.ts";
import { WORKLOADS, type Workload } from "../../src/cli/bench/workloads.ts";
import { MNIST_FILES } from "../../src/data/mnist.ts";
import { engine, engines } from "../../src/engines.ts";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { writeBytesIdx } from "../data/writeIdx.ts";
import { jsonLines, runHere } from "./run.ts";

const QUICK_W1 = ["bench", "--workload", "W1", "--quick"];
const ONE_THREAD = ["--engine", "wasm", "--threads", "1"];

/** A folder with MNIST's files of a few made-up pictures, each class with one bright row of its own. */
async function smallMnist(): Promise<string> {
  const folder = join(await temporaryFolder(), "mnist");
  await mkdir(folder);
  const write = async (part: "train" | "test", samples: number): Promise<void> => {
    const labels = Array.from({ length: samples }, (_, i) => i % 10);
    const pixels = labels.flatMap((label) =>
      Array.from({ length: 784 }, (_, at) => (Math.floor(at / 28) === 2 * label + 4 ? 255 : 0)),
    );
    await writeFile(
      join(folder, MNIST_FILES[`${part}Images`].name),
      writeBytesIdx([samples, 28, 28], pixels),
    );
    await writeFile(join(folder, MNIST_FILES[`${part}Labels`].name), writeBytesIdx([samples], labels));
  };
  await write("train", 55);
  await write("test", 20);
  return folder;
}

const silentIo = () => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) > 0 } as unknown as NodeJS.WritableStream;
  const io = { stdout: stream, stderr: stream, stdin: process.stdin, env: {} };
  return { said, io: { ...io, closed: new AbortController().signal } };
};

/** W3 in small: random samples, a short last batch. */
const SMALL_W3: Workload = {
  ...WORKLOADS.W3,
  network: { ...WORKLOADS.W3.network, sizes: [12, 8, 4] },
  batch: 8,
  samples: 20,
};

const smallW3 = async () =>
  trainingOf(SMALL_W3, await new BenchDatasets({ quick: true }, silentIo().io).of(SMALL_W3));

describe("bench --json", () => {
  it("prints a line per workload, engine and number of threads, and nothing else on stdout", async () => {
    const dataDir = await smallMnist();
    const args = ["bench", "--workload", "W1,W4", "--engine", "wasm", "--threads", "1,2", "--quick"];
    const result = await runHere([...args, "--data-dir", dataDir, "--json"]);
    expect(result.code).toBe(0);
    const lines = jsonLines<BenchResult>(result);
    const combinations = lines.map(({ workload, threads }) => `${workload} ${threads}`);
    // Where there are no threads, one is measured and the rest is left out.
    expect(["W1 1,W4 1", "W1 1,W1 2,W4 1,W4 2"]).toContain(combinations.join());
    for (const one of lines) {
      expect(one).toMatchObject({ engine: "wasm", precision: "f32", runs: 2, data: "mnist" });
      expect(one.samplesPerSecond).toBeGreaterThan(0);
      expect(one.spread.min).toBeLessThanOrEqual(one.samplesPerSecond);
      expect(one.spread.max).toBeGreaterThanOrEqual(one.samplesPerSecond);
      expect(one.limit).toBeGreaterThan(0);
      expect(one.share).toBeCloseTo(one.gflops / one.limit, 2);
      // A share of the 20 test pictures.
      const right = one.testAccuracy! * 20;
      expect(Math.abs(right - Math.round(right))).toBeLessThan(1e-9);
    }
    // Threads change nothing but the time.
    for (const { workload, testAccuracy } of lines) {
      expect(testAccuracy).toBe(lines.find((one) => one.workload === workload)!.testAccuracy);
    }
  });

  it("measures blas against its own limit, or says why not", async () => {
    const args = [...QUICK_W1, "--engine", "blas", "--threads", "1", "--data-dir", await smallMnist()];
    const result = await runHere([...args, "--json"]);
    expect(result.code).toBe(0);
    const { reason } = engines().find((one) => one.engine === "blas")!;
    if (reason === undefined) {
      const [only] = jsonLines<BenchResult>(result);
      expect(only).toMatchObject({ engine: "blas", threads: 1 });
      expect(only!.limit).toBeGreaterThan(0);
    } else expect(result).toMatchObject({ stdout: "", stderr: `blas is left out: ${reason}\n` });
  });
});

describe("bench", () => {
  it("prints an aligned table", async () => {
    const { code, stdout, stderr } = await runHere([
      ...QUICK_W1,
      ...ONE_THREAD,
      "--data-dir",
      await smallMnist(),
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [title, first, ...rest] = stdout.trimEnd().split("\n");
    expect(rest).toEqual([]);
    expect(title).toBe(titleLine());
    expect(first!.length).toBe(title!.length);
    expect(first).toMatch(/^W1 {8}mnist {3}wasm .* %$/);
  });

  it("keeps its columns for slow and for fast machines", () => {
    const result = (rate: number, testAccuracy: number | null): BenchResult => ({
      ...{ workload: "W3", engine: "blas", precision: "f32", threads: 4, samplesPerSecond: rate },
      ...{ gflops: 48.2, testAccuracy, spread: { min: rate, max: rate }, runs: 15 },
      ...{ share: 0.5, limit: 96.4, data: "random" },
    });
    const lines = [result(7, null), result(9_999_999, 1)].map(resultLine);
    expect(lines.map((text) => text.length)).toEqual([titleLine().length, titleLine().length]);
  });

  it.each([
    [["--workload", "W5"], '--workload must be one of W1, W2, W3, W4, got "W5"; did you mean "W1"?'],
    [["--workload", "W1,,W2"], '--workload must be one of W1, W2, W3, W4, got ""'],
    [["--engine", "wasm,blass"], '--engine must be one of wasm, blas, got "blass"; did you mean "blas"?'],
    [["--threads", "1,x"], '--threads must be a whole number from 1 on, got "x"'],
    [["--threads", "500"], "threads must be a whole number from 1 to 200"],
    [["--quik"], 'bench has no option "--quik"; did you mean "--quick"?'],
  ])("refuses %j with exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await runHere(["bench", ...args, "--data-dir", "nowhere"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^backproof: .*\n$/);
    expect(stderr).toContain(message);
  });

  it("refuses a folder without MNIST that was named", async () => {
    const args = [...QUICK_W1, ...ONE_THREAD, "--data-dir", await temporaryFolder()];
    const { code, stdout, stderr } = await runHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("must hold the four files of MNIST");
  });

  it("takes the digits where MNIST is absent, and says so", async () => {
    const { io, said } = silentIo();
    const cache = { XDG_CACHE_HOME: await temporaryFolder(), BACKPROOF_DATA: "" };
    const datasets = new BenchDatasets({ quick: true }, { ...io, env: cache });
    const [{ name, train, test }, again] = [await datasets.of(WORKLOADS.W2), await datasets.of(WORKLOADS.W2)];
    expect(name).toBe("digits");
    expect(train.inputs.width).toBe(784);
    expect(test!.classes).toHaveLength(10);
    expect(again.train).toBe(train);
    expect(said.join("")).toMatch(/^MNIST: .*; the built-in digits stand in for it\n$/);
  });
});

describe("a measurement", () => {
  const pace = { warmUpSeconds: 0, leastRuns: 3, mostRuns: 5, seconds: 1e9 };

  it("counts as many epochs as the pace asks for, after a warm-up", async () => {
    const options = { ...(await smallW3()), backend: engine({ engine: "reference" }) };
    expect(await measure(options, pace)).toMatchObject({ testAccuracy: null, threads: 1 });
    expect((await measure(options, pace))!.rates).toHaveLength(5);
    expect((await measure(options, { ...pace, seconds: 0 }))!.rates).toHaveLength(3);
  });

  it("waits for all threads before the first epoch that counts", async () => {
    const backend = engine({ engine: "wasm", threads: 2 });
    const measured = await measure({ ...(await smallW3()), backend }, { ...pace, seconds: 0 });
    expect(measured!.threads).toBe(backend.threads);
  });

  it("stops at a signal, without a result", async () => {
    const options = { ...(await smallW3()), backend: engine({ engine: "reference" }) };
    expect(await measure({ ...options, signal: AbortSignal.abort() }, pace)).toBeUndefined();
  });

  it("tells the median, the spread and the share of the limit", () => {
    const what = { workload: "W1", data: "mnist", engine: engine({ engine: "reference" }) } as const;
    const measured = { rates: [3e6, 1e6, 2e6], testAccuracy: 0.9, threads: 1 };
    expect(benchResult(what, measured, 5000, 40)).toMatchObject({
      ...{ samplesPerSecond: 2e6, spread: { min: 1e6, max: 3e6 }, runs: 3 },
      ...{ gflops: 10, share: 0.25, testAccuracy: 0.9 },
    });
  });

  it("has the middle of any rates as its median", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe("the operations of a step", () => {
  it("are mostly those of its products: forward, and backward for weights and for inputs but the first", async () => {
    // Sizes 12-8-4: 2·(96 + 32) forward, as much for the weights, 2·32 for the hidden layer's activations.
    const products = 4 * (96 + 32) + 2 * 32;
    const flops = flopsPerSample(await smallW3());
    expect(flops).toBeGreaterThanOrEqual(products);
    expect(flops).toBeLessThan(2 * products);
  });
});

describe("threads by default", () => {
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [3, [1, 2]],
    [64, [1, 2, 4]],
  ])("are, with %i cores, %j", (cores, expected) => {
    expect(defaultThreads(cores)).toEqual(expected);
  });
});

describe("the loop of multiply-adds", () => {
  it.each([
    ["fused", FUSED, true],
    ["separate", SEPARATE, false],
  ] as const)("is what the assembler writes, %s", (_, text, isFused) => {
    expect(text).toBe(Buffer.from(multiplyAdds(isFused)).toString("base64"));
  });

  it("computes: twelve chains that tend to 1", async () => {
    const { instance } = await WebAssembly.instantiate(Buffer.from(SEPARATE, "base64"));
    const run = instance.exports["run"] as (times: number) => number;
    expect([run(0), run(1), run(100)]).toEqual([66, 39, 12]);
  });
});

function multiplyAdds(isFused: boolean): Uint8Array {
  const module = new ModuleBuilder();
  const run = module.function("run", ["i32"], "f32", (f, times) => {
    const half = f.let(f32x4.splat(f32.const(0.5)));
    // Twelve chains hide how long an instruction takes; with ½ they fit the registers of all machines. They start from
    // different numbers, so that no compiler can see that they are one.
    const sums = Array.from({ length: 12 }, (_, i) => f.let(f32x4.splat(f32.const(i))));
    const i = f.local("i32");
    f.forLoop(i, 0, times, 1, () => {
      for (const sum of sums) {
        f.set(sum, isFused ? f32x4.relaxed_madd(sum, half, half) : f32x4.add(f32x4.mul(sum, half), half));
      }
    });
    const [first, ...others] = sums;
    const total = others.reduce<Expression<"v128">>((all, one) => f32x4.add(all, one), first!);
    return f32x4.extract_lane(0, total);
  });
  module.export(run);
  return module.finish();
}
