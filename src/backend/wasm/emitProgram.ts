import type { Plan } from "../../program/plan.ts";
import type { Gemm, Kernel, Program } from "../../program/program.ts";
import { internal } from "../../util/errors.ts";
import { select, type FunctionBuilder } from "./assembler/functionBuilder.ts";
import { constant, type Operand } from "./assembler/instruction.ts";
import { i32 } from "./assembler/integers.ts";
import type { Local } from "./assembler/local.ts";
import { ModuleBuilder } from "./assembler/moduleBuilder.ts";
import { barriersFor, divide, type Region } from "./division.ts";
import { GemmWriter } from "./emitGemm.ts";
import { layoutOf, pagesFor, type Layout } from "./layout.ts";
import type { LoopContext } from "./loop/context.ts";
import { emitLoop, type LoopFunction } from "./loop/emitLoop.ts";
import { emitScan } from "./loop/emitScan.ts";
import { emitScatter } from "./loop/emitScatter.ts";
import { bytesOf, LANES, type Lanes } from "./loop/lanes.ts";
import { ConstantTable } from "./math/constantTable.ts";
import { MathFunctions } from "./math/mathFunctions.ts";
import type { Target } from "./target.ts";
import { defineBarrier } from "./threads/barrier.ts";

/** A program as a WebAssembly module that imports its memory. */
export interface Emitted {
  readonly binary: Uint8Array;
  readonly layout: Layout;
  /** Pages of 64 KiB that the memory must have. */
  readonly pages: number;
}

/** Room for the constants of all mathematical functions. */
const CONSTANT_BYTES = 4096;

/** The export that every thread runs: run(thread, count). */
export const ENTRY = "run";

/** Writes a program as a module; every thread runs all of it and takes its share of each kernel. */
export function emitProgram(program: Program, plan: Plan, target: Target): Emitted {
  return new ProgramWriter(program, plan, target).write();
}

/** A kernel's work: what does a share of it, and how many shares there can be. */
interface Work {
  readonly write: (
    f: FunctionBuilder,
    from: Operand<"i32">,
    to: Operand<"i32">,
    thread: Local<"i32">,
  ) => void;
  /** How many indices the work is divided by; undefined where it is one piece. */
  readonly size: number | undefined;
  readonly grain: number;
}

class ProgramWriter {
  readonly #program: Program;
  readonly #plan: Plan;
  readonly #target: Target;
  readonly #lanes: Lanes;
  readonly #module = new ModuleBuilder();
  readonly #layout: Layout;
  readonly #gemms: GemmWriter;
  readonly #context: LoopContext;
  readonly #constants: ConstantTable;

  constructor(program: Program, plan: Plan, target: Target) {
    this.#program = program;
    this.#plan = plan;
    this.#target = target;
    this.#lanes = LANES[target.precision];
    const address = (buffer: number): number => this.#address(buffer);
    // Imports come before functions, and their number before the memory's size is known.
    this.#gemms = new GemmWriter(this.#module, target, () => ({ layout: this.#layout, address }));
    const { kernels } = program;
    const products = kernels.filter((kernel) => kernel.kind === "gemm");
    const shares = 4 * (target.threads + 1) * kernels.length;
    const scratch = this.#gemms.scratchBytes(products);
    this.#layout = layoutOf(plan, { constants: CONSTANT_BYTES, shares, scratch, threads: target.threads });
    const pages = pagesFor(this.#layout.bytes);
    this.#module.importMemory("env", "memory", { min: pages, max: pages, shared: target.threads > 1 });
    this.#constants = new ConstantTable(this.#layout.constants, CONSTANT_BYTES);
    this.#context = {
      module: this.#module,
      lanes: this.#lanes,
      math: new MathFunctions(this.#module, target.precision, this.#constants),
      buffers: program.buffers,
      address,
      fault: this.#layout.fault,
    };
  }

  write(): Emitted {
    const { kernels } = this.#program;
    const { threads } = this.#target;
    const barrier = threads > 1 ? defineBarrier(this.#module, this.#layout.sync) : undefined;
    const works = kernels.map((kernel, at) => this.#work(kernel, `${kernel.kind}${at}`));
    const divisions = works.map(({ size, grain }, at) => divide(kernels[at]!, this.#target, size, grain));
    const waits = barriersFor(kernels, divisions, (buffer) => this.#region(buffer));
    const run = this.#module.function(ENTRY, ["i32", "i32"], "void", (f, thread, count) => {
      works.forEach(({ write }, at) => {
        if (waits[at] && barrier !== undefined) f.do(barrier.call(thread, count));
        const { serial, shares } = divisions[at]!;
        const all = shares.at(-1)!;
        if (threads === 1) {
          write(f, 0, all, thread);
        } else if (serial) {
          f.if(i32.eqz(thread), () => {
            write(f, 0, all, thread);
          });
        } else {
          const place = i32.add(i32.mul(thread, 4), this.#layout.shares + 4 * (threads + 1) * at);
          const from = f.let(i32.load(place));
          // Until all workers are there, the first thread does everything.
          const to = f.let(select(i32.eq(count, 1), constant("i32", all), i32.load(place, 4)));
          write(f, from, to, thread);
        }
      });
    });
    this.#module.export(run);
    this.#module.data(this.#layout.constants, this.#constants.bytes());
    const shares = Int32Array.from(divisions.flatMap((division) => division.shares));
    if (threads > 1) this.#module.data(this.#layout.shares, new Uint8Array(shares.buffer));
    return { binary: this.#module.finish(), layout: this.#layout, pages: pagesFor(this.#layout.bytes) };
  }

  #work(kernel: Kernel, name: string): Work {
    switch (kernel.kind) {
      case "loop": {
        const { run, split } = emitLoop(this.#context, name, kernel);
        return this.#called(run, split === undefined ? undefined : kernel.shape[split]!);
      }
      case "scatter": {
        const { run } = emitScatter(this.#context, name, kernel);
        return this.#called(run, kernel.width);
      }
      case "scan": {
        const { run } = emitScan(this.#context, name, kernel);
        return { ...this.#called(run, kernel.outer), grain: 1 };
      }
      case "gemm":
        return this.#product(kernel, name);
    }
  }

  #called(run: LoopFunction["run"], size: number | undefined): Work {
    return {
      write: (f, from, to) => {
        f.do(run.call(from, to));
      },
      size,
      // Shares of neighbours hold whole cache lines where the innermost axis is divided; rows are long enough anyway.
      grain: size === undefined ? 1 : size >= 64 * this.#target.threads ? 16 : 1,
    };
  }

  #product(gemm: Gemm, name: string): Work {
    const { axis, grain } = this.#gemms.division(gemm);
    const product = this.#gemms.emit(gemm);
    const after =
      gemm.epilogue === undefined
        ? undefined
        : emitLoop(this.#context, `${name}after`, gemm.epilogue, axis).run;
    return {
      write: (f, from, to, thread) => {
        product(f, from, to, thread);
        if (after !== undefined) f.do(after.call(from, to));
      },
      size: axis === 0 ? gemm.m : gemm.n,
      grain,
    };
  }

  #region(buffer: number): Region {
    const { size, storage } = this.#program.buffers[buffer]!;
    const from = this.#address(buffer);
    return { from, to: from + size * bytesOf(storage, this.#lanes) };
  }

  #address(buffer: number): number {
    const offset = this.#plan.offsets[buffer];
    if (offset === undefined) internal(`buffer ${buffer} has no place`);
    return this.#layout.arena + offset;
  }
}
