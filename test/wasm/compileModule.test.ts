import { describe, expect, it } from "vitest";
import { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";
import { compileModule } from "../../src/backend/wasm/compileModule.ts";

const binary = new ModuleBuilder().finish();

/** Which flags are set while a module of so much work is compiled. */
function flagsFor(flops: number, bytes = binary): string[] {
  const flags: string[] = [];
  try {
    compileModule(bytes, flops, (flag) => flags.push(flag));
  } catch {
    flags.push("refused");
  }
  return flags;
}

describe("compileModule", () => {
  it("leaves small programs to the engine's own ways", () => {
    expect(flagsFor(1e6)).toEqual([]);
  });

  it("asks for good code for large programs, and sets everything back", () => {
    expect(flagsFor(1e9)).toEqual([
      "--no-liftoff",
      "--no-wasm-lazy-compilation",
      "--wasm-lazy-compilation",
      "--liftoff",
    ]);
  });

  it("sets everything back where the module is refused", () => {
    expect(flagsFor(1e9, new Uint8Array(8)).slice(-3)).toEqual([
      "--wasm-lazy-compilation",
      "--liftoff",
      "refused",
    ]);
  });
});
