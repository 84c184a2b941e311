import { readsOf } from "../dependencies.ts";
import type { Access, Buffer, Gemm, Kernel } from "../program.ts";

/**
 * Computes a product in the order in which it is read: where every reader walks it by columns, Cᵀ = Bᵀ Aᵀ is computed
 * instead of C, and the readers walk by rows. So the transposes of the backward pass cost nothing.
 */
export function orientProducts(kernels: readonly Kernel[], buffers: readonly Buffer[]): Kernel[] {
  let current = [...kernels];
  for (const gemm of kernels) {
    if (gemm.kind !== "gemm" || buffers[gemm.c.buffer]!.life !== "temporary") continue;
    if (gemm.batch.length > 0 || gemm.m === 1 || gemm.n === 1) continue;
    const readers = current.filter((kernel) => readsOf(kernel).has(gemm.c.buffer));
    if (readers.length === 0 || !readers.every((reader) => walksByColumns(reader, gemm))) continue;
    const turned = transposed(gemm);
    current = current.map((kernel) =>
      kernel === gemm ? turned : readers.includes(kernel) ? retraced(kernel, gemm) : kernel,
    );
  }
  return current;
}

/** The strides of a reader's two moving axes are those of C with rows and columns exchanged. */
function walksByColumns(kernel: Kernel, { c, m, n }: Gemm): boolean {
  return (
    kernel.kind === "loop" &&
    kernel.body.every((one) => {
      if (one.kind !== "load" || one.access.buffer !== c.buffer) return true;
      const { start, strides, gather } = one.access;
      const moving = kernel.shape.flatMap((size, axis) =>
        size === 1 ? [] : [[size, strides[axis]!] as const],
      );
      const [outer, inner] = moving;
      return (
        start === 0 &&
        gather === undefined &&
        moving.length === 2 &&
        outer![0] === n &&
        outer![1] === 1 &&
        inner![0] === m &&
        inner![1] === n
      );
    })
  );
}

function transposed({ a, b, c, m, n, ...rest }: Gemm): Gemm {
  const turn = ({ row, column, ...matrix }: Gemm["a"]): Gemm["a"] => ({
    ...matrix,
    row: column,
    column: row,
  });
  return { ...rest, m: n, n: m, a: turn(b), b: turn(a), c: { ...c, row: m, column: 1 } };
}

/** The reader with the strides of the transposed product. */
function retraced(kernel: Kernel, { c, m }: Gemm): Kernel {
  if (kernel.kind !== "loop") return kernel;
  const change = (access: Access): Access =>
    access.buffer !== c.buffer
      ? access
      : { ...access, strides: access.strides.map((stride) => (stride === 1 ? m : stride === 0 ? 0 : 1)) };
  return {
    ...kernel,
    body: kernel.body.map((one) => (one.kind === "load" ? { ...one, access: change(one.access) } : one)),
  };
}
