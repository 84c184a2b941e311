import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bytes } from "../../src/backend/wasm/assembler/bytes.ts";
import { features } from "../../src/backend/wasm/assembler/features.ts";
import { f32x4, f64x2 } from "../../src/backend/wasm/assembler/floatLanes.ts";
import { f32, f64 } from "../../src/backend/wasm/assembler/floats.ts";
import { FunctionBuilder, select, type Label } from "../../src/backend/wasm/assembler/functionBuilder.ts";
import type { Expression, Operand } from "../../src/backend/wasm/assembler/instruction.ts";
import { i32, i64 } from "../../src/backend/wasm/assembler/integers.ts";
import { atomic, memory } from "../../src/backend/wasm/assembler/memory.ts";
import { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";
import { v128 } from "../../src/backend/wasm/assembler/vectors.ts";
import { instantiate } from "../support/wasm.ts";

/** A module whose only export is a function without parameters. */
function run(build: (f: FunctionBuilder) => Expression): unknown {
  const probe = new FunctionBuilder(0, "void");
  const type = build(probe).type;
  const module = new ModuleBuilder();
  module.importMemory("env", "memory", { min: 1 });
  module.export(module.function("run", [], type, build as (f: FunctionBuilder) => Expression<"i32">));
  return instantiate(module).call("run");
}

describe("constants", () => {
  it("come back as they went in, whatever they are", () => {
    fc.assert(
      fc.property(fc.integer(), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (small, large) => {
        expect(run(() => i32.const(small))).toBe(small);
        expect(run(() => i64.const(large))).toBe(large);
      }),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.float(), fc.double(), (single, double) => {
        expect(run(() => f32.const(single))).toBe(single);
        expect(run(() => f64.const(double))).toBe(double);
      }),
      { numRuns: 50 },
    );
  });

  it("may be plain numbers where a scalar is asked for", () => {
    expect(run(() => i32.sub(44, 2))).toBe(42);
    expect(run(() => i64.mul(-6n, 7n))).toBe(-42n);
    expect(run(() => f64.div(1, 8))).toBe(0.125);
  });

  it("take an unsigned 32-bit integer too, and nothing beyond", () => {
    expect(run(() => i32.const(2 ** 32 - 1))).toBe(-1);
    expect(() => run(() => i32.const(2 ** 32))).toThrow("internal: i32.const of 4294967296");
    expect(() => run(() => i32.const(0.5))).toThrow("internal: i32.const of 0.5");
  });

  it("are as short as LEB128 allows", () => {
    const lengths = [63, 64, -64, -65, 8191, 8192].map((value) => {
      const bytes = new Bytes();
      bytes.signed(value);
      return bytes.length;
    });
    expect(lengths).toEqual([1, 2, 1, 2, 2, 3]);
  });
});

describe("control flow", () => {
  /** Calls a function of one integer. */
  const ofInteger = (build: (f: FunctionBuilder, n: Operand<"i32">) => Expression<"i32">) => {
    const module = new ModuleBuilder();
    module.export(module.function("run", ["i32"], "i32", build));
    const instance = instantiate(module);
    return (n: number) => instance.call("run", n);
  };

  it("forLoop counts up to its end and not beyond, and may run not at all", () => {
    const sum = ofInteger((f, n) => {
      const [i, total] = [f.local("i32"), f.local("i32")];
      f.forLoop(i, 0, n, 3, () => {
        f.set(total, i32.add(total, i));
      });
      return total;
    });
    expect([-5, 0, 1, 4, 10].map(sum)).toEqual([0, 0, 0, 3, 18]);
  });

  it("branches leave the block that they name, through others", () => {
    const first = ofInteger((f, n) => {
      const [i, j] = [f.local("i32"), f.local("i32")];
      f.forLoop(i, 1, 100, 1, (outer) => {
        f.forLoop(j, 1, 100, 1, () => {
          f.br_if(outer, i32.eq(i32.mul(i, j), n));
        });
      });
      return i32.add(i32.mul(i, 1000), j);
    });
    expect([35, 97].map(first)).toEqual([1035, 1097]);
  });

  it("if, while, select and return do what they say", () => {
    const collatz = ofInteger((f, start) => {
      const [n, steps] = [f.let(i32.add(start, 0)), f.local("i32")];
      f.if(i32.le_s(n, 0), () => {
        f.return(i32.const(-1));
      });
      f.while(i32.ne(n, 1), () => {
        f.set(steps, i32.add(steps, 1));
        const odd = i32.and(n, 1);
        f.if(
          odd,
          () => {
            f.set(n, i32.add(i32.mul(n, 3), 1));
          },
          () => {
            f.set(n, i32.shr_u(n, 1));
          },
        );
      });
      return select(i32.gt_s(steps, 100), i32.const(100), steps);
    });
    expect([-3, 1, 6, 27].map(collatz)).toEqual([-1, 0, 8, 100]);
  });

  it("functions call imports, each other and themselves", () => {
    const module = new ModuleBuilder();
    const log = module.importFunction("env", "log", ["f64"], "void");
    const half = module.function("half", ["f64"], "f64", (_, x) => f64.mul(x, 0.5));
    const outer = module.function("outer", ["f64"], "void", (f, x) => {
      // Built while `outer` is, as functions made on demand are.
      const twice = module.function("twice", ["f64"], "f64", (_, y) => f64.add(y, y));
      f.do(log.call(half.call(x)));
      f.do(log.call(twice.call(x)));
    });
    module.export(outer, "go");
    const seen: number[] = [];
    instantiate(module, { log: (x: number) => seen.push(x) }).call("go", 3);
    expect(seen).toEqual([1.5, 6]);
  });

  it("globals keep their values between calls", () => {
    const module = new ModuleBuilder();
    const count = module.global("i32", 40, { mutable: true });
    module.export(
      module.function("next", [], "i32", (f) => {
        f.do(count.set(i32.add(count.get, 1)));
        return count.get;
      }),
    );
    const instance = instantiate(module);
    expect([instance.call("next"), instance.call("next")]).toEqual([41, 42]);
  });
});

describe("memory", () => {
  it("loads and stores at address plus offset, beside data written at the start", () => {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory", { min: 1 });
    module.data(64, Uint8Array.of(1, 2, 3, 4));
    module.export(
      module.function("copy", ["i32", "i32"], "i32", (f, from, to) => {
        f.do(i32.store(to, i32.load(from, 60), 300));
        f.do(memory.copy(i32.add(to, 304), i32.add(from, 62), 2));
        return i32.load16_u(to, 304);
      }),
    );
    const instance = instantiate(module);
    expect(instance.call("copy", 4, 8)).toBe(0x0403);
    expect([...instance.bytes.slice(308, 314)]).toEqual([1, 2, 3, 4, 3, 4]);
  });

  it("vectors load, compute lane by lane, and store", () => {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory", { min: 1 });
    module.export(
      module.function("run", [], "void", (f) => {
        const x = f.let(v128.load(0));
        f.do(v128.store(16, f32x4.mul(x, f32x4.splat(2))));
        f.do(v128.store(32, f32x4.shuffle([3, 2, 5, 4], x, f32x4.neg(x))));
        f.do(v128.store(48, v128.bitselect(x, f32x4.neg(x), f32x4.gt(x, f32x4.splat(2)))));
        f.do(v128.store(64, f32x4.replace_lane(1, x, f32x4.extract_lane(3, x))));
      }),
    );
    const { call, bytes } = instantiate(module);
    const numbers = new Float32Array(bytes.buffer);
    numbers.set([1, 2, 3, 4]);
    call("run");
    expect([...numbers.slice(4, 20)]).toEqual([2, 4, 6, 8, 4, 3, -2, -1, -1, -2, 3, 4, 1, 4, 3, 4]);
  });

  it("atomic instructions work on shared memory", () => {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory", { min: 1, max: 2, shared: true });
    const sleep = module.function("sleep", ["i32", "i32"], "i32", (_, address, expected) =>
      atomic.wait32(address, expected, 1000n),
    );
    module.export(
      module.function("run", ["i32"], "i32", (f, n) => {
        const hundred = f.let(i32.mul(n, 100));
        f.drop(atomic.rmw_add(16, 5));
        f.do(atomic.fence());
        f.drop(atomic.rmw_cmpxchg(16, 5, 40));
        f.drop(atomic.notify(16, 1));
        // The value there is not 0, so that nobody sleeps: 1.
        const awake = f.let(sleep.call(16, 0));
        return i32.add(hundred, i32.add(atomic.load(16), awake));
      }),
    );
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
    expect(instantiate(module, {}, shared).call("run", 3)).toBe(341);
  });
});

describe("the assembler refuses", () => {
  const f = new FunctionBuilder(0, "i32");

  it("an operand of another type", () => {
    expect(() => i32.add(f64.const(1) as unknown as Expression<"i32">, 1)).toThrow(
      "internal: an operand must be i32, got f64",
    );
  });

  it("a local of another function", () => {
    const foreign = new FunctionBuilder(0, "void").local("i32");
    expect(() => {
      f.drop(foreign);
    }).toThrow("internal: local 0 belongs to another function");
  });

  it("a branch to a block that is closed", () => {
    let kept: Label | undefined;
    f.block((end) => {
      kept = end;
    });
    expect(() => {
      f.br(kept!);
    }).toThrow("internal: a branch to a block that is not open here");
  });

  it("a function that ends with another type than it promised, or nothing", () => {
    const module = new ModuleBuilder();
    const build = (() => undefined) as unknown as () => Expression<"i32">;
    expect(() => module.function("f", [], "i32", build)).toThrow(
      "internal: the function gives i32, its body ended with nothing",
    );
  });

  it("imports after definitions, a second memory, a shared memory without maximum", () => {
    const module = new ModuleBuilder();
    module.function("f", [], "void", () => undefined);
    expect(() => module.importFunction("env", "g", [], "void")).toThrow("before any is defined");
    module.importMemory("env", "memory", { min: 1 });
    expect(() => {
      module.importMemory("env", "other", { min: 1 });
    }).toThrow("one memory only");
    expect(() => {
      new ModuleBuilder().importMemory("env", "memory", { min: 1, shared: true });
    }).toThrow("a shared memory needs a maximum");
  });

  it("lanes that there are not", () => {
    expect(() => f64x2.extract_lane(2, f64x2.splat(1))).not.toThrow();
    expect(() => {
      f.drop(f64x2.extract_lane(2, f64x2.splat(1)));
    }).toThrow("internal: lane 2 of 2");
  });
});

describe("features", () => {
  it("tells what the engine takes; SIMD is in every engine that we support", () => {
    expect(features()).toMatchObject({ simd: true, threads: true });
  });
});
