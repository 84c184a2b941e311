import { i32 } from "../../src/backend/wasm/assembler/integers.ts";
import type { FunctionBuilder } from "../../src/backend/wasm/assembler/functionBuilder.ts";
import { ModuleBuilder } from "../../src/backend/wasm/assembler/moduleBuilder.ts";
import { v128 } from "../../src/backend/wasm/assembler/vectors.ts";
import { ConstantTable } from "../../src/backend/wasm/math/constantTable.ts";
import { MathFunctions } from "../../src/backend/wasm/math/mathFunctions.ts";
import type { Precision, Vector } from "../../src/backend/wasm/math/real.ts";
import { instantiate } from "./wasm.ts";

/** A function of one or two vectors, written with the math functions of a module. */
export type Write = (math: MathFunctions, f: FunctionBuilder, x: Vector, y: Vector) => Vector;

/** Compiles a function and runs it over whole arrays. */
export function overArrays(precision: Precision, write: Write) {
  const module = new ModuleBuilder();
  const pages = 16;
  module.importMemory("env", "memory", { min: pages });
  const constants = new ConstantTable(64, 4096);
  const math = new MathFunctions(module, precision, constants);
  const [X, Y, OUT] = [0x10000, 0x50000, 0x90000];
  module.export(
    module.function("run", ["i32"], "void", (f, bytes) => {
      const i = f.local("i32");
      f.forLoop(i, 0, bytes, 16, () => {
        const [x, y] = [f.let(v128.load(i, X)), f.let(v128.load(i, Y))];
        f.do(v128.store(i32.add(i, 0), write(math, f, x, y), OUT));
      });
    }),
  );
  module.data(constants.address, constants.bytes());
  const { call, bytes } = instantiate(module, {}, new WebAssembly.Memory({ initial: pages }));
  const array = (at: number, length: number) =>
    precision === "f32"
      ? new Float32Array(bytes.buffer, at, length)
      : new Float64Array(bytes.buffer, at, length);
  return (x: readonly number[], y: readonly number[] = []): number[] => {
    array(X, x.length).set(x);
    array(Y, y.length).set(y);
    call("run", x.length * (precision === "f32" ? 4 : 8));
    return [...array(OUT, x.length)];
  };
}
