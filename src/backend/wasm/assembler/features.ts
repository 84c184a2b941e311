import { f32x4 } from "./floatLanes.ts";
import { i32 } from "./integers.ts";
import { atomic } from "./memory.ts";
import { ModuleBuilder } from "./moduleBuilder.ts";

/** What the WebAssembly engine at hand can do. */
export interface Features {
  /** 128-bit vectors. */
  readonly simd: boolean;
  /** Fused multiply-add and its like, whose last bits depend on the machine. */
  readonly relaxedSimd: boolean;
  /** Shared memory and atomic instructions. Browsers also ask for cross-origin isolation: `crossOriginIsolated`. */
  readonly threads: boolean;
}

/** Asks the engine, by modules that it takes or refuses. */
export function features(): Features {
  return { simd: simd(), relaxedSimd: relaxedSimd(), threads: threads() };
}

function simd(): boolean {
  return valid((module) => {
    module.function("simd", ["v128"], "v128", (_, x) => f32x4.add(x, x));
  });
}

function relaxedSimd(): boolean {
  return valid((module) => {
    module.function("relaxedSimd", ["v128"], "v128", (_, x) => f32x4.relaxed_madd(x, x, x));
  });
}

function threads(): boolean {
  if (typeof SharedArrayBuffer === "undefined") return false;
  return valid((module) => {
    module.importMemory("env", "memory", { min: 1, max: 1, shared: true });
    module.function("threads", [], "i32", () => atomic.rmw_add(i32.const(0), 1));
  });
}

function valid(build: (module: ModuleBuilder) => void): boolean {
  const module = new ModuleBuilder();
  build(module);
  return WebAssembly.validate(module.finish() as BufferSource);
}
