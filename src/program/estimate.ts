import { sizeOf } from "../tensor/shape.ts";
import { readsOf, writesOf } from "./dependencies.ts";
import type { Kernel, Loop, Program } from "./program.ts";

/** What a run costs, counted from the program. */
export interface Estimate {
  /** Additions, multiplications and other instructions on numbers; a multiply-add counts as two. */
  readonly flops: number;
  /** Bytes of all buffers that kernels read or write, each counted once a kernel. */
  readonly bytes: number;
  readonly kernels: number;
}

/** @param realBytes 4 for float32, 8 for float64 */
export function estimate({ kernels, buffers }: Program, realBytes: 4 | 8): Estimate {
  const bytesOf = (id: number): number => {
    const { size, storage } = buffers[id]!;
    return size * { real: realBytes, i32: 4, u8: 1 }[storage];
  };
  const touched = kernels.flatMap((kernel) => [...readsOf(kernel), ...writesOf(kernel)]);
  return {
    flops: kernels.reduce((sum, kernel) => sum + flopsOf(kernel), 0),
    bytes: touched.reduce((sum, id) => sum + bytesOf(id), 0),
    kernels: kernels.length,
  };
}

/** The instructions of one kernel; a loop's reduction counts as one more. */
export function flopsOf(kernel: Kernel): number {
  switch (kernel.kind) {
    case "loop":
      return loopFlops(kernel);
    case "gemm": {
      const after = kernel.epilogue === undefined ? 0 : loopFlops(kernel.epilogue);
      return 2 * kernel.m * kernel.n * kernel.k * sizeOf(kernel.batch) + after;
    }
    case "scatter":
      return kernel.count * kernel.width;
    case "scan":
      return kernel.outer * kernel.length * kernel.inner;
  }
}

function loopFlops({ shape, body, writes }: Loop): number {
  const steps = body.filter(({ kind }) => kind === "apply").length;
  return sizeOf(shape) * (steps + writes.filter(({ reduce }) => reduce !== undefined).length);
}
