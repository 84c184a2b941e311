import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Backend, Compiled } from "../../src/backend/backend.ts";
import { wasm } from "../../src/backend/wasm/wasm.ts";
import { input, parameter } from "../../src/graph/leaves.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { costOf, forward, parametersOf } from "../../src/nn/network.ts";
import { constantRate } from "../../src/optim/schedules.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { initialState, trainingStep } from "../../src/optim/trainingStep.ts";
import { add } from "../../src/ops/add.ts";
import { sum } from "../../src/ops/sum.ts";
import { ValueError } from "../../src/util/errors.ts";
import { compileOn } from "./suite/engine.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const MEGABYTE = 2 ** 20;

describe("memory", () => {
  it("does not grow when programs are compiled and disposed of, 1,000 times", async () => {
    const backend = wasm();
    const w = parameter("w", [1, 2, 3]);
    const computation = { outputs: [sum(w)], updates: [[w, add(w, 1)]] as const };
    const cycle = (): void => {
      const compiled = backend.compile(computation);
      compiled.run();
      compiled.dispose();
    };
    await repeat(200, cycle);
    const before = process.memoryUsage();
    await repeat(1000, cycle);
    const after = process.memoryUsage();
    expect(after.heapUsed - before.heapUsed).toBeLessThan(4 * MEGABYTE);
    expect(after.rss - before.rss).toBeLessThan(64 * MEGABYTE);
  });

  it("is given back by large programs, with one thread and with two", async () => {
    for (const threads of [1, 2]) {
      const engine = { name: "wasm", backend: () => wasm({ threads }), precision: "f32", threads } as const;
      const x = input("x", [16 * MEGABYTE]);
      const cycle = async (): Promise<void> => {
        const compiled = await compileOn(engine, { outputs: [sum(x)] });
        compiled.buffer(x).fill(1);
        compiled.run();
        compiled.dispose();
      };
      await repeat(3, cycle, 1);
      const before = process.memoryUsage().rss;
      await repeat(12, cycle, 1);
      // Twelve programs of 64 MB each.
      expect(process.memoryUsage().rss - before).toBeLessThan(400 * MEGABYTE);
    }
  });

  it("holds no garbage after 10,000 steps of training", async () => {
    const { compiled, fill } = step(wasm(), [784, 30, 10], 10);
    const run = (): void => {
      fill();
      compiled.run();
    };
    await repeat(500, run, 500);
    const before = process.memoryUsage().heapUsed;
    await repeat(10_000, run, 10_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(MEGABYTE);
    compiled.dispose();
  });

  it("that WebAssembly cannot have is refused before anything is allocated", () => {
    const before = process.memoryUsage().rss;
    const x = input("x", [70_000, 70_000]);
    for (const precision of ["f32", "f64"] as const) {
      const compile = (): unknown => wasm({ precision }).compile({ outputs: [sum(x)] });
      expect(compile).toThrow(ValueError);
      expect(compile).toThrow(/needs \d+ MiB of memory, and at most \d+ MiB can be had; use a smaller batch/);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * MEGABYTE);
  });
});

describe("a program beyond 2 GiB", () => {
  it("computes with addresses that are negative as signed integers", (context) => {
    const far = input("far", [2 ** 31 + 2 ** 20]);
    const near = input("near", [1000]);
    const outputs = [add(near, 1), sum(near)];
    const compile = (): Compiled => {
      return wasm().compile({ outputs: [...outputs, far], storage: new Map([[far, "u8"]]) });
    };
    let compiled: Compiled;
    try {
      compiled = compile();
    } catch (error) {
      return context.skip(`this machine gives no memory of 2 GiB: ${String(error)}`);
    }
    compiled.buffer(near).fill(2);
    compiled.buffer(far)[2 ** 31 + 5] = 7;
    compiled.run();
    expect(compiled.read(outputs[0]!).data.every((x) => x === 3)).toBe(true);
    expect(compiled.read(outputs[1]!).data).toEqual(Float64Array.of(2000));
    compiled.dispose();
  });
});

/** Does something again and again, and lets the garbage collector work every so often. */
async function repeat(times: number, action: () => void | Promise<void>, every = 50): Promise<void> {
  for (let i = 1; i <= times; i++) {
    await action();
    if (i % every !== 0) continue;
    await sleep(1);
    collectGarbage();
  }
}

/** A step of training, and how to give it numbers. */
function step(
  backend: Backend,
  sizes: readonly number[],
  batch: number,
): { readonly compiled: Compiled; readonly fill: () => void } {
  const net = createNetwork({ sizes });
  const [x, y] = [input("x", [batch, sizes[0]!]), input("y", [batch, sizes.at(-1)!])];
  const pass = forward(net, x);
  const cost = costOf(net, pass, y);
  const parameters = parametersOf(net);
  const state = initialState(sgd(), parameters);
  const updates = trainingStep(cost, parameters, sgd(), state, { schedule: constantRate(3) });
  const compiled = backend.compile({ outputs: [cost], updates });
  const fill = (): void => {
    compiled.buffer(x).fill(0.5);
    compiled.buffer(y).fill(0.25);
  };
  fill();
  return { compiled, fill };
}
