import { accessesOf } from "./loop.ts";
import type { Kernel } from "./program.ts";

/** The buffers a kernel reads; one that it only writes is none of them. */
export function readsOf(kernel: Kernel): Set<number> {
  switch (kernel.kind) {
    case "loop": {
      const written = new Set(kernel.writes.map(({ access }) => access));
      return new Set(accessesOf(kernel).flatMap((access) => (written.has(access) ? [] : [access.buffer])));
    }
    case "gemm": {
      const own = [kernel.a.buffer, kernel.b.buffer, ...(kernel.beta === 1 ? [kernel.c.buffer] : [])];
      const after = kernel.epilogue === undefined ? [] : readsOf(kernel.epilogue);
      return new Set([...own, ...after]);
    }
    case "scatter":
      return new Set([kernel.from.buffer, kernel.indices.buffer]);
    case "scan":
      return new Set([kernel.from.buffer]);
  }
}

/** The buffers a kernel writes. */
export function writesOf(kernel: Kernel): Set<number> {
  switch (kernel.kind) {
    case "loop":
      return new Set(kernel.writes.map(({ access }) => access.buffer));
    case "gemm":
      return new Set([kernel.c.buffer, ...(kernel.epilogue === undefined ? [] : writesOf(kernel.epilogue))]);
    case "scatter":
    case "scan":
      return new Set([kernel.to]);
  }
}

/** Whether two kernels may not change places: one writes what the other reads or writes. */
export function conflict(a: Kernel, b: Kernel): boolean {
  const [writesA, writesB] = [writesOf(a), writesOf(b)];
  const [readsA, readsB] = [readsOf(a), readsOf(b)];
  const meet = (x: Set<number>, y: Set<number>): boolean => [...x].some((buffer) => y.has(buffer));
  return meet(writesA, readsB) || meet(writesB, readsA) || meet(writesA, writesB);
}
