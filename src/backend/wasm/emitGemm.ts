import type { Gemm, Matrix } from "../../program/program.ts";
import { select, type FunctionBuilder } from "./assembler/functionBuilder.ts";
import { constant, liftOne, type Expression, type Operand } from "./assembler/instruction.ts";
import { i32 } from "./assembler/integers.ts";
import type { Local } from "./assembler/local.ts";
import type { FunctionHandle, ModuleBuilder } from "./assembler/moduleBuilder.ts";
import { GemmKernels } from "./gemm/gemmKernels.ts";
import type { Layout } from "./layout.ts";
import { LANES } from "./loop/lanes.ts";
import type { Target } from "./target.ts";

/**
 * Products of fewer multiply-adds stay with our own kernels: what a call costs the system's BLAS to begin and to pack is
 * more than it gains on small ones.
 */
const WORTH_A_CALL = 1_000_000;

/**
 * A product for the BLAS is cut into at most this many pieces, however many threads there are: the bits of its results
 * depend on the sizes it is called with, so they must not depend on the threads. Two cores take one piece each, for every
 * piece packs the other factor anew: 1 to 2 %.
 */
const PIECES = 4;
const PIECES_ON_TWO_CORES = 2;
/** Pieces have at least this many multiply-adds; calls for smaller ones would cost more than threads gain. */
const WORTH_A_PIECE = 500_000;

/** Which axis of C threads share, 0 for rows and 1 for columns, and in multiples of how many. */
export interface GemmDivision {
  readonly axis: 0 | 1;
  readonly grain: number;
}

/** Where a program's memory is what. */
export interface Places {
  readonly layout: Layout;
  readonly address: (buffer: number) => number;
}

/** Writes the share from … to of a product. */
export type WriteShare = (
  f: FunctionBuilder,
  from: Operand<"i32">,
  to: Operand<"i32">,
  thread: Local<"i32">,
) => void;

/** Writes products: with our own kernels, or as calls to the system's BLAS on the same memory. */
export class GemmWriter {
  readonly #target: Target;
  readonly #where: () => Places;
  readonly #kernels: GemmKernels;
  readonly #blas: FunctionHandle<BlasParameters, "void"> | undefined;

  /** @param where tells where scratch memory and buffers lie, once that is known */
  constructor(module: ModuleBuilder, target: Target, where: () => Places) {
    const real = target.precision;
    this.#target = target;
    this.#where = where;
    this.#blas = target.blas
      ? module.importFunction("blas", real === "f32" ? "sgemm" : "dgemm", blasParameters(real), "void")
      : undefined;
    this.#kernels = new GemmKernels(module, real, { relaxed: target.relaxed });
  }

  /** Bytes that each thread needs for packing. */
  scratchBytes(products: readonly Gemm[]): number {
    return Math.max(0, ...products.map((gemm) => this.#kernels.scratchBytes(gemm)));
  }

  division(gemm: Gemm): GemmDivision {
    if (this.#usesBlas(gemm)) return piecesOf(gemm, this.#target.cores);
    const { split, granularity } = this.#kernels.splitOf(gemm, this.#target.threads);
    return { axis: split === "rows" ? 0 : 1, grain: granularity };
  }

  /** How to write a share of a product. */
  emit(gemm: Gemm): WriteShare {
    const bytes = LANES[this.#target.precision].bytes;
    const { layout, address } = this.#where();
    const place = ({ buffer, start }: Matrix): number => address(buffer) + start * bytes;
    const { axis, grain } = this.division(gemm);
    const usesBlas = this.#usesBlas(gemm);
    return (f, from, to, thread) => {
      this.#forEachBatch(f, gemm, bytes, (a, b, c) => {
        const at = {
          a: i32.add(a, place(gemm.a)),
          b: i32.add(b, place(gemm.b)),
          c: i32.add(c, place(gemm.c)),
        };
        if (usesBlas) {
          const start = f.local("i32");
          const last = f.let(liftOne<"i32">(to, "i32"));
          f.forLoop(start, from, last, grain, () => {
            const end = f.let(i32.add(start, grain));
            this.#call(f, gemm, at, axis, start, f.let(select(i32.lt_s(end, last), end, last)));
          });
        } else {
          const scratch = i32.add(i32.mul(thread, layout.scratchBytes), layout.scratch);
          const split = axis === 0 ? "rows" : "columns";
          const share = [from, to].map((x) => liftOne<"i32">(x, "i32")) as [
            Expression<"i32">,
            Expression<"i32">,
          ];
          for (const call of this.#kernels.call(gemm, { ...at, scratch }, split, ...share)) f.do(call);
        }
      });
    };
  }

  #usesBlas(gemm: Gemm): boolean {
    return this.#blas !== undefined && suitsBlas(gemm);
  }

  /** Loops over the batch and gives the bytes by which each matrix is further on. */
  #forEachBatch(
    f: FunctionBuilder,
    { batch, a, b, c }: Gemm,
    bytes: number,
    body: (a: Operand<"i32">, b: Operand<"i32">, c: Operand<"i32">) => void,
    axis = 0,
    moved: readonly [Operand<"i32">, Operand<"i32">, Operand<"i32">] = [0, 0, 0],
  ): void {
    if (axis === batch.length) {
      body(...moved);
      return;
    }
    const i = f.local("i32");
    f.forLoop(i, 0, batch[axis]!, 1, () => {
      const next = [a, b, c].map(({ batch: strides }, matrix) =>
        f.let(i32.add(moved[matrix]!, i32.mul(i, strides[axis]! * bytes))),
      );
      this.#forEachBatch(f, { batch, a, b, c } as Gemm, bytes, body, axis + 1, [
        next[0]!,
        next[1]!,
        next[2]!,
      ]);
    });
  }

  #call(
    f: FunctionBuilder,
    { m, n, k, a, b, c, alpha, beta }: Gemm,
    at: { readonly a: Operand<"i32">; readonly b: Operand<"i32">; readonly c: Operand<"i32"> },
    axis: 0 | 1,
    from: Operand<"i32">,
    to: Operand<"i32">,
  ): void {
    const real = this.#target.precision;
    const bytes = LANES[real].bytes;
    const share = f.let(i32.sub(to, from));
    const ahead = (start: Operand<"i32">, stride: number): Operand<"i32"> =>
      i32.add(start, i32.mul(from, stride * bytes));
    const [transA, lda] = layoutOf(a, m, k);
    const [transB, ldb] = layoutOf(b, k, n);
    f.if(share, () => {
      f.do(
        this.#blas!.call(
          transA,
          transB,
          axis === 0 ? share : m,
          axis === 1 ? share : n,
          k,
          constant(real, alpha),
          axis === 0 ? ahead(at.a, a.row) : at.a,
          lda,
          axis === 1 ? ahead(at.b, b.column) : at.b,
          ldb,
          constant(real, beta),
          ahead(at.c, axis === 0 ? c.row : c.column),
          Math.max(c.row, n),
        ),
      );
    });
  }
}

const blasParameters = (real: "f32" | "f64") =>
  ["i32", "i32", "i32", "i32", "i32", real, "i32", "i32", "i32", "i32", real, "i32", "i32"] as const;

type BlasParameters = ReturnType<typeof blasParameters>;

/**
 * The pieces of a product for the BLAS. Rows lie together, so an epilogue goes through them 1.3 times as fast as through
 * columns (W2 ×1.06); without one, or where they would be short, pieces are cut along the longer axis.
 */
function piecesOf({ m, n, k, epilogue }: Gemm, cores: number): GemmDivision {
  const axis = m > n || (epilogue !== undefined && 2 * m > n) ? 0 : 1;
  const size = axis === 0 ? m : n;
  const most = cores <= 2 ? PIECES_ON_TWO_CORES : PIECES;
  const pieces = Math.max(1, Math.min(most, Math.floor((m * n * k) / WORTH_A_PIECE)));
  return { axis, grain: Math.ceil(size / pieces / 16) * 16 };
}

/** Whether a BLAS does a product, and can: each matrix has neighbours along one of its axes, C along its rows. */
export function suitsBlas({ m, n, k, a, b, c }: Gemm): boolean {
  const hasNeighbours = (x: Matrix, rows: number, columns: number): boolean =>
    x.column === 1 || x.row === 1 || rows === 1 || columns === 1;
  const cIsRows = (c.column === 1 || n === 1) && (m === 1 || c.row >= n);
  return m * n * k >= WORTH_A_CALL && hasNeighbours(a, m, k) && hasNeighbours(b, k, n) && cIsRows;
}

/** Whether a matrix is stored transposed, and the elements from one of its stored rows to the next. */
function layoutOf(
  { row, column }: Matrix,
  rows: number,
  columns: number,
): [transposed: 0 | 1, leading: number] {
  const plain = (column === 1 || columns === 1) && (row >= columns || rows === 1);
  return plain ? [0, Math.max(row, columns, 1)] : [1, Math.max(column, rows, 1)];
}
