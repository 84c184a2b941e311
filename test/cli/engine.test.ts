import { describe, expect, it } from "vitest";
import { engines } from "../../src/engines.ts";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { jsonLines, run, runHere } from "./run.ts";

const DIGITS = ["train", "digits", "--train", "2000", "--test", "100", "--epochs", "2", "--no-out", "--json"];
const here = (name: string): boolean =>
  engines().some(({ engine, available }) => engine === name && available);

describe("the same seed and engine give the same digest", () => {
  const digest = async (options: readonly string[]): Promise<unknown> => {
    const result = await runHere([...DIGITS, ...options]);
    expect(result.code).toBe(0);
    return jsonLines(result).at(-1)!["digest"];
  };

  // Small batches run on one thread, as more would only wait; large ones are divided.
  describe.each([
    ["W1", []],
    ["large batches", ["--layers", "300,200,10", "--batch", "128", "--optimizer", "adam"]],
  ])("for %s", (_, network) => {
    it.each([
      ["wasm", "f32"],
      ["wasm", "f64"],
      ["blas", "f32"],
      ["blas", "f64"],
    ])("by %s in %s on 1, 2 and 4 threads", async (name, precision) => {
      if (!here(name)) return;
      const digests: unknown[] = [];
      for (const threads of ["1", "2", "4"]) {
        const by = ["--engine", name, "--precision", precision, "--threads", threads];
        digests.push(await digest([...network, ...by]));
      }
      expect(new Set(digests).size).toBe(1);
    });
  });

  it("and other precisions and engines others", async () => {
    const by = [
      ["--engine", "reference"],
      ["--engine", "wasm"],
      ["--engine", "wasm", "--precision", "f64"],
    ];
    const digests = await Promise.all(by.map((options) => digest(options)));
    expect(new Set(digests).size).toBe(3);
  });
});

describe("where something is missing", () => {
  it("auto does without a BLAS, and says nothing", async () => {
    const result = await run(DIGITS, await temporaryFolder(), "", { BACKPROOF_BLAS: "off" });
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(jsonLines(result).at(-1)).toMatchObject({ engine: "wasm", precision: "f32" });
  });

  it.each(["off", "libnone.so"])(
    "--engine blas is refused with the reason: BACKPROOF_BLAS=%s",
    async (blas) => {
      const args = ["train", "digits", "--engine", "blas"];
      const result = await run(args, await temporaryFolder(), "", { BACKPROOF_BLAS: blas });
      expect(result).toMatchObject({ code: 2, stdout: "" });
      expect(result.stderr).toMatch(
        /^backproof: engine\(\): "blas" needs a BLAS, got none: .*; or choose "wasm"\n$/,
      );
      expect(result.stderr).toContain(blas);
    },
  );

  it("without relaxed SIMD the numbers differ in their last bits only", async () => {
    const args = [...DIGITS, "--engine", "wasm"];
    const off = await run(args, await temporaryFolder(), "", { BACKPROOF_RELAXED: "off" });
    const on = await run(args, await temporaryFolder());
    const [without, with_] = [off, on].map((result) => jsonLines(result).at(-1)!);
    expect(Math.abs((without!["testCost"] as number) - (with_!["testCost"] as number))).toBeLessThan(1e-3);
  });
});

describe("the trained network of every engine", () => {
  it("is as good as that of the reference", async () => {
    const cost = async (by: readonly string[]) =>
      jsonLines(await runHere([...DIGITS, ...by])).at(-1)!["testCost"] as number;
    const right = await cost(["--engine", "reference"]);
    expect(Math.abs((await cost(["--engine", "wasm"])) - right)).toBeLessThan(1e-3);
    expect(Math.abs((await cost(["--engine", "wasm", "--precision", "f64"])) - right)).toBeLessThan(1e-9);
    expect(Math.abs((await cost([])) - right)).toBeLessThan(1e-3);
  });
});
