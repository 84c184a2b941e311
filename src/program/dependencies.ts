import type { Kernel } from "./program.ts";

const reads = new WeakMap<Kernel, ReadonlySet<number>>();
const writes = new WeakMap<Kernel, ReadonlySet<number>>();

/** The buffers a kernel reads; one that it only writes is none of them. */
export function readsOf(kernel: Kernel): ReadonlySet<number> {
  const found = reads.get(kernel) ?? new Set(readBy(kernel));
  reads.set(kernel, found);
  return found;
}

/** The buffers a kernel writes. */
export function writesOf(kernel: Kernel): ReadonlySet<number> {
  const found = writes.get(kernel) ?? new Set(writtenBy(kernel));
  writes.set(kernel, found);
  return found;
}

/** Whether two kernels may not change places: one writes what the other reads or writes. */
export function conflict(a: Kernel, b: Kernel): boolean {
  const meet = (x: ReadonlySet<number>, y: ReadonlySet<number>): boolean => [...x].some((id) => y.has(id));
  return meet(writesOf(a), readsOf(b)) || meet(writesOf(b), readsOf(a)) || meet(writesOf(a), writesOf(b));
}

function readBy(kernel: Kernel): number[] {
  switch (kernel.kind) {
    case "loop":
      return kernel.body.flatMap((one) => {
        if (one.kind !== "load") return [];
        const { buffer, gather } = one.access;
        return gather === undefined ? [buffer] : [buffer, gather.indices.buffer];
      });
    case "gemm": {
      const { a, b, c, beta, epilogue } = kernel;
      const after = epilogue === undefined ? [] : readsOf(epilogue);
      return [a.buffer, b.buffer, ...(beta === 1 ? [c.buffer] : []), ...after];
    }
    case "scatter":
      return [kernel.from.buffer, kernel.indices.buffer];
    case "scan":
      return [kernel.from.buffer];
  }
}

function writtenBy(kernel: Kernel): number[] {
  switch (kernel.kind) {
    case "loop":
      return kernel.writes.map(({ access }) => access.buffer);
    case "gemm":
      return [kernel.c.buffer, ...(kernel.epilogue === undefined ? [] : writesOf(kernel.epilogue))];
    case "scatter":
    case "scan":
      return [kernel.to];
  }
}
