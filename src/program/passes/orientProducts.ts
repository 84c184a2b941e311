import { accessesOf } from "../loop.ts";
import type { Access, Buffer, Gemm, Kernel, Loop } from "../program.ts";
import { Uses } from "../uses.ts";

/**
 * Computes a product in the order in which it is read: where every reader walks it by columns, Cᵀ = Bᵀ Aᵀ is computed
 * instead of C, and the readers walk by rows. So the transposes of the backward pass cost nothing.
 */
export function orientProducts(kernels: readonly Kernel[], buffers: readonly Buffer[]): Kernel[] {
  const uses = new Uses(kernels);
  for (const slot of uses.slots) {
    const gemm = slot.kernel!;
    if (gemm.kind !== "gemm" || buffers[gemm.c.buffer]!.life !== "temporary" || !isPlain(gemm)) continue;
    const readers = uses.readersOf(gemm.c.buffer);
    if (readers.length === 0 || !readers.every(({ kernel }) => walksByColumns(kernel!, gemm))) continue;
    slot.kernel = transposed(gemm);
    for (const reader of readers) reader.kernel = retraced(reader.kernel as Loop, gemm);
  }
  return uses.kernels();
}

/** Whether C is a whole matrix, row by row; a vector has but one order. */
function isPlain({ c, m, n, batch }: Gemm): boolean {
  return batch.length === 0 && m > 1 && n > 1 && c.start === 0 && c.row === n && c.column === 1;
}

/** The strides of a reader's two moving axes are those of C with rows and columns exchanged. */
function walksByColumns(kernel: Kernel, { c, m, n }: Gemm): boolean {
  if (kernel.kind !== "loop") return false;
  const own = accessesOf(kernel).filter(({ buffer }) => buffer === c.buffer);
  const direct = own.every((access) =>
    kernel.body.some((one) => one.kind === "load" && one.access === access),
  );
  return (
    direct && own.every((access) => access.gather === undefined && byColumns(kernel.shape, access, m, n))
  );
}

function byColumns(shape: readonly number[], { start, strides }: Access, m: number, n: number): boolean {
  const [outer, inner, ...more] = shape.flatMap((size, axis) => (size === 1 ? [] : [[size, strides[axis]!]]));
  return (
    start === 0 &&
    more.length === 0 &&
    outer?.[0] === n &&
    outer[1] === 1 &&
    inner?.[0] === m &&
    inner[1] === n
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
function retraced(loop: Loop, { c, m }: Gemm): Loop {
  const [outer] = loop.shape.flatMap((size, axis) => (size === 1 ? [] : [axis]));
  const change = (access: Access): Access =>
    access.buffer !== c.buffer
      ? access
      : { ...access, strides: loop.shape.map((size, axis) => (size === 1 ? 0 : axis === outer ? m : 1)) };
  return {
    ...loop,
    body: loop.body.map((one) => (one.kind === "load" ? { ...one, access: change(one.access) } : one)),
  };
}
