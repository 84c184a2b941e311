import type { Gemm, Matrix } from "../../../program/program.ts";
import type { Precision } from "./vectors.ts";

/** The columns of a tile, in vectors: with two rows they fill the registers without spilling. */
export const TILE_VECTORS = 4;
/** The rows of a tile. */
export const TILE_ROWS = 2;
/** The columns that the dot kernel computes at once. */
export const DOT_COLUMNS = 6;
/** A packed panel of B, 256 rows of 64 bytes, stays in the first-level cache. */
const MOST_DEPTH = 256;
/** A block of A, 512 rows of 256 single precision numbers, stays in the second-level cache. */
const MOST_BLOCK_BYTES = 512 * 1024;

export type Split = "rows" | "columns";

/** A matrix by strides in elements. */
export interface Strides {
  readonly row: number;
  readonly column: number;
}

/** A product as the kernels see it: α A B + β C, sizes and strides only. */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Strides;
  readonly b: Strides;
  readonly c: Strides;
  readonly alpha: number;
  readonly beta: 0 | 1;
  /** Whether A, B and C are the transposes of B, A and C as they were given. */
  readonly turned: boolean;
}

/**
 * How a product is computed. `outer` adds up outer products of columns of A and rows of B where they lie, `packed` copies
 * panels of B first, `dot` multiplies rows of A with contiguous columns of B.
 */
export type Method = "nothing" | "outer" | "packed" | "dot";

/** The product with C's columns as neighbours in memory, if either way gives that. */
export function productOf(gemm: Gemm): Product {
  const { m, n, k, alpha, beta } = gemm;
  const a = strides(gemm.a, m, k);
  const b = strides(gemm.b, k, n);
  const c = strides(gemm.c, m, n);
  const given = { m, n, k, a, b, c, alpha, beta, turned: false };
  if (c.row !== 1 || (c.column === 1 && n > 1) || m === 1) return given;
  return { ...given, m: n, n: m, a: transposed(b), b: transposed(a), c: transposed(c), turned: true };
}

export function methodOf({ m, n, k, a, b, beta }: Product): Method {
  if (m === 0 || n === 0 || (k === 0 && beta === 1)) return "nothing";
  if (k === 0) return "outer";
  if (b.column === 1 && (m < 16 || k <= 32)) return "outer";
  if (b.row === 1 && a.column === 1 && m <= 8 && k >= 8) return "dot";
  return "packed";
}

/** The rows of B that are packed at once: k in equal parts, so that the last is not a small one. */
export function depthOf({ k }: Product): number {
  const parts = Math.ceil(k / MOST_DEPTH);
  return 4 * Math.ceil(k / Math.max(parts, 1) / 4);
}

/** Whether blocks of A are packed too: where its rows are not contiguous and several panels read them. */
export function packsA({ a, n }: Product, precision: Precision): boolean {
  return a.column !== 1 && n > panelOf(precision);
}

/** The rows of A that are worked on at once. */
export function blockRows(precision: Precision): number {
  return MOST_BLOCK_BYTES / MOST_DEPTH / bytesOf(precision);
}

/** The columns of a panel. */
export function panelOf(precision: Precision): number {
  return (TILE_VECTORS * 16) / bytesOf(precision);
}

export function bytesOf(precision: Precision): number {
  return precision === "f32" ? 4 : 8;
}

/** An axis of size 1 has any stride; 1 lets it count as contiguous. */
function strides({ row, column }: Matrix, rows: number, columns: number): Strides {
  return { row: rows === 1 ? 1 : row, column: columns === 1 ? 1 : column };
}

function transposed({ row, column }: Strides): Strides {
  return { row: column, column: row };
}

/** The axis along which threads share a product, and what their parts are best a multiple of. */
export function splitOf(
  product: Product,
  precision: Precision,
  threads: number,
): { readonly split: Split; readonly granularity: number } {
  const { m, n } = product;
  const method = methodOf(product);
  if (method === "dot") return { split: "columns", granularity: 1 };
  const panel = panelOf(precision);
  const rows = { split: "rows", granularity: TILE_ROWS } as const;
  const columns = { split: "columns", granularity: panel } as const;
  // Threads that share rows each pack all of B; otherwise rows are better, as they are contiguous.
  if (method === "packed") return n >= threads * panel ? columns : m >= threads * TILE_ROWS ? rows : columns;
  return m >= threads * TILE_ROWS ? rows : columns;
}
