// How fast the compiled engine's matrix products are on one core, in GFLOP/s.
// Run: node --import ./scripts/typescript.mjs bench/gemm.ts [--relaxed] [--f64] [name]
// --relaxed switches fused multiply-add on in Node 20, where it is behind a flag.
import { setFlagsFromString } from "node:v8";
import { features } from "../src/backend/wasm/assembler/features.ts";
import { i32 } from "../src/backend/wasm/assembler/integers.ts";
import { ModuleBuilder } from "../src/backend/wasm/assembler/moduleBuilder.ts";
import { GemmKernels } from "../src/backend/wasm/gemm/gemmKernels.ts";
import type { Gemm, Matrix } from "../src/program/program.ts";

const options = process.argv.slice(2);
const wanted = options.find((option) => !option.startsWith("--")) ?? "";
if (options.includes("--relaxed") && !features().relaxedSimd) {
  setFlagsFromString("--experimental-wasm-relaxed-simd");
}
const relaxed = options.includes("--relaxed") && features().relaxedSimd;
const precision = options.includes("--f64") ? "f64" : "f32";
const bytes = precision === "f32" ? 4 : 8;

const memory = new WebAssembly.Memory({ initial: 4096, maximum: 4096, shared: true });
const numbers = precision === "f32" ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
for (let i = 0; i < numbers.length; i++) numbers[i] = ((i * 7919) % 1013) / 1013 - 0.5;

/** Row-major, or transposed: the transpose is row-major. */
type Layout = "N" | "T";

const SHAPES: readonly (readonly [
  name: string,
  m: number,
  k: number,
  n: number,
  a: Layout,
  b: Layout,
  beta: 0 | 1,
])[] = [
  ["W1 forward, W[out,in]", 10, 784, 30, "N", "T", 0],
  ["W1 forward, W[in,out]", 10, 784, 30, "N", "N", 0],
  ["W1 update in place, W[out,in]", 30, 10, 784, "T", "N", 1],
  ["W1 update in place, W[in,out]", 784, 10, 30, "T", "N", 1],
  ["W1 second layer forward", 10, 30, 10, "N", "T", 0],
  ["W1 second layer dX", 10, 10, 30, "N", "N", 0],
  ["W1 second layer update", 10, 10, 30, "T", "N", 1],
  ["W4 forward, W[out,in]", 1, 784, 30, "N", "T", 0],
  ["W4 forward, W[in,out]", 1, 784, 30, "N", "N", 0],
  ["W4 update in place, W[out,in]", 30, 1, 784, "T", "N", 1],
  ["batch 1 dX", 1, 512, 784, "N", "N", 0],
  ["batch 2 forward, W[out,in]", 2, 784, 30, "N", "T", 0],
  ["batch 2 update, W[out,in]", 30, 2, 784, "T", "N", 1],
  ["batch 32 forward, W[out,in]", 32, 784, 30, "N", "T", 0],
  ["batch 32 update, W[out,in]", 30, 32, 784, "T", "N", 1],
  ["W2 forward 1", 128, 784, 512, "N", "T", 0],
  ["W2 forward 2", 128, 512, 512, "N", "T", 0],
  ["W2 forward 3", 128, 512, 10, "N", "T", 0],
  ["W2 dX 3", 128, 10, 512, "N", "N", 0],
  ["W2 dX 2", 128, 512, 512, "N", "N", 0],
  ["W2 dW 1", 512, 128, 784, "T", "N", 0],
  ["W2 dW 2", 512, 128, 512, "T", "N", 0],
  ["W2 dW 3", 10, 128, 512, "T", "N", 0],
  ["W3 forward", 512, 2048, 2048, "N", "T", 0],
  ["W3 dX", 512, 2048, 2048, "N", "N", 0],
  ["W3 update in place", 2048, 512, 2048, "T", "N", 1],
];

function matrix(rows: number, columns: number, layout: Layout): Matrix {
  const [row, column] = layout === "N" ? [columns, 1] : [1, rows];
  return { buffer: 0, start: 0, row, column, batch: [] };
}

const ZERO = i32.const(0);

for (const [name, m, k, n, a, b, beta] of SHAPES) {
  if (!name.includes(wanted)) continue;
  const gemm: Gemm = {
    ...{ kind: "gemm", m, n, k, batch: [], alpha: beta === 1 ? -1e-9 : 1, beta },
    a: matrix(m, k, a),
    b: matrix(k, n, b),
    c: matrix(m, n, "N"),
  };
  console.log(
    `${name.padEnd(32)} ${`${m}×${k}×${n} ${a}${b}`.padEnd(18)} ${speed(gemm).toFixed(1).padStart(6)}`,
  );
}

/** The best of many short runs, in GFLOP/s: other work on the machine only makes them longer. */
function speed(gemm: Gemm): number {
  const module = new ModuleBuilder();
  module.importMemory("env", "memory", { min: 1, max: 16384, shared: true });
  const kernels = new GemmKernels(module, precision, { relaxed });
  const handle = module.function(
    "run",
    ["i32", "i32", "i32", "i32", "i32", "i32"],
    "void",
    (f, a, b, c, scratch, to, times) => {
      const i = f.local("i32");
      f.forLoop(i, 0, times, 1, () => {
        for (const one of kernels.call(gemm, { a, b, c, scratch }, "rows", ZERO, to)) f.do(one);
      });
    },
  );
  module.export(handle);
  const compiled = new WebAssembly.Module(module.finish() as BufferSource);
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  const run = instance.exports["run"] as (...numbers: number[]) => void;
  const { m, n, k } = gemm;
  const line = (count: number): number => Math.ceil((count * bytes) / 64) * 64 + 64;
  const places = [64];
  for (const count of [m * k, k * n, m * n]) places.push(places.at(-1)! + line(count));
  const work = 2 * m * n * k;
  const times = Math.max(1, Math.round(2e6 / work));
  const until = performance.now() + 700;
  let best = Infinity;
  for (let turn = 0; turn < 20 || performance.now() < until; turn++) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    run(...places, m, times);
    const wall = performance.now() - start;
    // A run that is longer than the scheduler's turns is never left alone on a busy machine: its own time counts.
    const own = process.cpuUsage(before).user / 1000;
    best = Math.min(best, (own < 50 ? wall : Math.min(wall, own)) / times);
  }
  return work / best / 1e6;
}
