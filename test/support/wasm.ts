import type { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";

/** Whether the engine takes the module. */
export function validates(module: ModuleBuilder): boolean {
  return WebAssembly.validate(module.finish() as BufferSource);
}

/** Runs a module that may import `env.memory` and functions of `env`. */
export function instantiate(
  module: ModuleBuilder,
  functions: Record<string, (...values: number[]) => unknown> = {},
  memory = new WebAssembly.Memory({ initial: 1 }),
) {
  const compiled = new WebAssembly.Module(module.finish() as BufferSource);
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory, ...functions } });
  return {
    bytes: new Uint8Array(memory.buffer),
    call: (name: string, ...values: (number | bigint)[]): unknown =>
      (exports[name] as (...values: (number | bigint)[]) => unknown)(...values),
  };
}
