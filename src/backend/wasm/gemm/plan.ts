import type { Gemm, Matrix } from "../../../program/program.ts";
import type { Precision } from "./vectors.ts";

/** A packed panel of B, 256 rows of 64 bytes, stays in the first-level cache. */
const MOST_DEPTH = 256;
/** A block of A stays in the second-level cache. */
const BLOCK_BYTES = 256 * 1024;

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

/** The method for a product: the whole product decides, so that every part of C is computed alike. */
export function methodOf({ m, n, k, a, b, beta }: Product): Method {
  if (m === 0 || n === 0 || (k === 0 && beta === 1)) return "nothing";
  if (k === 0) return "outer";
  if (b.column === 1 && (m < 16 || k <= 32)) return "outer";
  if (b.row === 1 && a.column === 1 && k >= 8) return "dot";
  return "packed";
}

/** The rows of B that are packed at once: k in equal parts, so that the last is not a small one. */
export function depthOf({ k }: Product): number {
  const parts = Math.ceil(k / MOST_DEPTH);
  return 4 * Math.ceil(k / Math.max(parts, 1) / 4);
}

/** Whether blocks of A are packed too: where its rows are not contiguous and several panels read them. */
export function packsA(product: Product, precision: Precision): boolean {
  return product.a.column !== 1 && product.n > panelOf(product, precision);
}

/** The rows of A that are worked on at once: as many as stay in the cache, with the columns that are worked on. */
export function blockRows(product: Product, precision: Precision): number {
  const depth = methodOf(product) === "packed" ? depthOf(product) : product.k;
  return Math.max(4, 4 * Math.floor(BLOCK_BYTES / (4 * depth * bytesOf(precision))));
}

/** The size of a kernel's tile of C: rows, and columns in vectors or, for `dot`, one by one. */
export interface TileSize {
  readonly rows: number;
  readonly columns: number;
}

/**
 * The tile of a product. Its sums and all that a step reads of A and B must fit the 15 registers that V8 gives out: it
 * loads everything first. Few sums are no better, as each waits some cycles for its next term.
 */
export function tileOf(product: Product): TileSize {
  if (product.m > 1) return { rows: 2, columns: 4 };
  return { rows: 1, columns: methodOf(product) === "dot" ? 6 : 4 };
}

/** The columns of an outer product's tile. */
export function panelOf(product: Product, precision: Precision): number {
  return (tileOf(product).columns * 16) / bytesOf(precision);
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

/** How threads share a product: along which axis, and what the sizes of their parts are best a multiple of. */
export interface Sharing {
  readonly split: Split;
  readonly granularity: number;
}

export function sharingOf(product: Product, precision: Precision, threads: number): Sharing {
  const { m, n } = product;
  const method = methodOf(product);
  const tile = tileOf(product);
  const panel = method === "dot" ? tile.columns : panelOf(product, precision);
  const rows: Sharing = { split: "rows", granularity: tile.rows };
  const columns: Sharing = { split: "columns", granularity: method === "dot" ? 1 : panel };
  const fits = { rows: m >= threads * tile.rows, columns: n >= threads * panel };
  // A thread reads and packs only its columns of B. Where B is small beside C, rows are better: they are contiguous.
  if (method === "outer") return fits.rows ? rows : columns;
  return fits.columns || !fits.rows ? columns : rows;
}
