import { inputOp } from "../../graph/leaves.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { estimate } from "../../program/estimate.ts";
import { improve } from "../../program/improve.ts";
import { lower } from "../../program/lower.ts";
import { sumIntoZeros } from "../../program/passes/sumIntoZeros.ts";
import { plan } from "../../program/plan.ts";
import type { Buffer, Program, Storage } from "../../program/program.ts";
import type { ArrayLike, Elements, HostArray } from "../../tensor/hostArray.ts";
import { ValueError } from "../../util/errors.ts";
import type { BlasFound } from "../blas/blas.ts";
import {
  numbersFor,
  requirePart,
  requireRunnable,
  requireUpdatable,
  requireWritable,
} from "../requirements.ts";
import type { Backend, Compiled, Computation } from "../backend.ts";
import { features } from "./assembler/features.ts";
import { compileModule } from "./compileModule.ts";
import { suitsBlas } from "./emitGemm.ts";
import { emitProgram, ENTRY } from "./emitProgram.ts";
import { indexChecksOf } from "./indexChecks.ts";
import type { Layout } from "./layout.ts";
import type { Precision } from "./loop/lanes.ts";
import { FAULT_BYTES } from "./loop/requireRow.ts";
import { requireIndices, requireStorable, type IndexRange } from "./requireIndices.ts";
import { Pace } from "./threads/pace.ts";
import { startThreads, type Threads } from "./threads/startThreads.ts";
import { threadsAvailable } from "./threads/threadsAvailable.ts";

export interface WasmOptions {
  /** f32 by default: half the memory and twice the numbers at a time. */
  readonly precision?: Precision;
  /** 1 by default. */
  readonly threads?: number;
  /** The system's library for large products of matrices. */
  readonly blas?: BlasFound | undefined;
  /** Multiply-adds that round once, where the machine has them; true by default. */
  readonly relaxed?: boolean;
  /** Work of fewer instructions is done by one thread; 40,000 by default: some 2 µs, many times what threads wait for each other. */
  readonly worthDividing?: number;
}

export interface WasmBackend extends Backend {
  compile(computation: Computation): WasmCompiled;
}

/** A computation that may run on several threads. */
export interface WasmCompiled extends Compiled {
  /** Resolves when all threads are there, or will never be: until then the caller's thread computes alone. */
  readonly ready: Promise<void>;
  /** How many threads take part in the next run. */
  readonly activeThreads: number;
}

/**
 * Compiles graphs to WebAssembly with SIMD, on one thread or several.
 *
 * @throws ValueError where this machine has no WebAssembly SIMD
 */
export function wasm({
  precision = "f32",
  threads = 1,
  blas,
  relaxed = true,
  worthDividing = 40_000,
}: WasmOptions = {}): WasmBackend {
  const { simd, relaxedSimd } = features();
  if (!simd) throw new ValueError("wasm(): this machine has no WebAssembly SIMD; use the reference engine");
  const target = {
    precision,
    threads,
    worthDividing,
    relaxed: relaxed && relaxedSimd,
    blas: blas !== undefined,
    cores: cores(),
  };
  return {
    name: blas === undefined ? "wasm" : "blas",
    keepsDatasets: true,
    compile({ outputs, updates = [], storage }: Computation): WasmCompiled {
      for (const [parameter, next] of updates) requireUpdatable(parameter, next);
      const improved = improve(lower({ outputs, updates, ...(storage && { storage }) }));
      const program = blas === undefined ? improved : sumIntoZeros(improved, suitsBlas);
      const realBytes = precision === "f32" ? 4 : 8;
      const arena = plan(program, realBytes);
      const { binary, layout, pages } = emitProgram(program, arena, target);
      const memory = allocate(pages, threads > 1);
      const pool = startThreads({
        module: compileModule(binary, estimate(program, realBytes).flops),
        memory,
        count: threads,
        syncByteOffset: layout.sync,
        ...(blas && { blas }),
      });
      return new WasmProgram(program, arena.offsets, layout, memory, pool, precision);
    },
  };
}

function cores(): number {
  const there = threadsAvailable();
  return "cores" in there ? there.cores : 1;
}

class WasmProgram implements WasmCompiled {
  readonly #threads: Threads;
  readonly #views = new Map<Tensor, Elements>();
  readonly #unset = new Set<Tensor>();
  readonly #indexChecks: IndexRange[] = [];
  readonly #fault: Int32Array;
  readonly #pace = new Pace();
  #isDisposed = false;

  constructor(
    program: Program,
    offsets: readonly (number | undefined)[],
    layout: Layout,
    memory: WebAssembly.Memory,
    threads: Threads,
    precision: Precision,
  ) {
    this.#threads = threads;
    for (const [tensor, id] of program.places) {
      const buffer = program.buffers[id]!;
      const view = viewOf(memory, layout.arena + offsets[id]!, buffer, precision);
      this.#views.set(tensor, view);
      if (buffer.initial !== undefined) view.set(buffer.initial);
      if (tensor.op === inputOp && view.length > 0) this.#unset.add(tensor);
    }
    const views = new Map([...program.places].map(([tensor, id]) => [id, this.view(tensor)]));
    for (const { buffer, ...check } of indexChecksOf(program)) {
      this.#indexChecks.push({ ...check, indices: views.get(buffer)! });
    }
    this.#fault = new Int32Array(memory.buffer, layout.fault, FAULT_BYTES / 4);
  }

  get ready(): Promise<void> {
    return this.#threads.ready;
  }

  get activeThreads(): number {
    return this.#threads.active;
  }

  write(leaf: Tensor, value: ArrayLike): void {
    const data = numbersFor(leaf, value);
    const elements = this.buffer(leaf);
    requireStorable(leaf, elements, data);
    elements.set(data);
  }

  buffer(leaf: Tensor): Elements {
    requireWritable(leaf);
    this.#unset.delete(leaf);
    return this.view(leaf);
  }

  run(): void {
    requireRunnable(this.#isDisposed, this.#unset);
    for (const check of this.#indexChecks) requireIndices(check);
    this.#threads.run(ENTRY, this.#threads.active > 1 && this.#pace.alone(performance.now()));
    if (this.#fault[0] !== 0) this.#refuseFault();
  }

  read(tensor: Tensor): HostArray {
    return { shape: tensor.shape, data: Float64Array.from(this.view(tensor)) };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#indexChecks.length = 0;
    this.#threads.dispose();
    this.#views.clear();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** The next run starts without the fault; what this one computed with row 0 instead is not to be used. */
  #refuseFault(): never {
    const [, index, rows] = this.#fault;
    this.#fault.fill(0);
    throw new ValueError(
      `take(): a computed index, ${index}, names none of ${rows} rows; this run's numbers are not to be used`,
    );
  }

  view(tensor: Tensor): Elements {
    return requirePart(this.#views, tensor);
  }
}

function allocate(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (error) {
    throw new ValueError(
      `compile(): the computation needs ${Math.ceil(pages / 16)} MiB of memory, and this machine gives no more; ` +
        "use a smaller batch, or precision f32",
      { cause: error },
    );
  }
}

function viewOf(
  memory: WebAssembly.Memory,
  at: number,
  { size, storage }: Buffer,
  precision: Precision,
): Elements {
  const make: Record<Storage, () => Elements> = {
    real: () =>
      precision === "f32"
        ? new Float32Array(memory.buffer, at, size)
        : new Float64Array(memory.buffer, at, size),
    i32: () => new Int32Array(memory.buffer, at, size),
    u8: () => new Uint8Array(memory.buffer, at, size),
  };
  return make[storage]();
}
