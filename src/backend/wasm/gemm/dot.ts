import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { i32 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";
import { repeat, tiles, type Range } from "./loops.ts";
import { moved, rowBlocks, type Job } from "./job.ts";
import { tileOf } from "./plan.ts";
import { scaled, type Strided } from "./tile.ts";
import type { Vectors } from "./vectors.ts";

/** The product where rows of A and columns of B are contiguous and A has few rows: each element a dot product. */
export function dotProduct(f: FunctionBuilder, job: Job): void {
  const { product, columns } = job;
  const { rows: height, columns: width } = tileOf(product);
  rowBlocks(f, job, (rows) => {
    anyTiles(f, columns, Math.min(width, product.n), (j, columns) => {
      tiles(f, rows, height, product.m % height, (i, rows) => {
        dotTile(f, job, { i, rows, j, columns });
      });
    });
  });
}

/** Walks a range in tiles, and what is left in one narrower tile, whatever its size. */
function anyTiles(
  f: FunctionBuilder,
  range: Range,
  tile: number,
  body: (at: Local<"i32">, size: number) => void,
): void {
  const j = f.let(i32.add(range.from, 0));
  f.while(i32.le_s(j, i32.sub(range.to, tile)), () => {
    body(j, tile);
    f.set(j, i32.add(j, tile));
  });
  const left = f.let(i32.sub(range.to, j));
  for (let size = 1; size < tile; size++) {
    if (range.size !== undefined && range.size % tile !== size) continue;
    f.if(i32.eq(left, size), () => {
      body(j, size);
    });
  }
}

interface Part {
  readonly i: Local<"i32">;
  readonly rows: number;
  readonly j: Local<"i32">;
  readonly columns: number;
}

/**
 * A tile of C. Every lane adds up every fourth (float64: second) term, the lanes are added in pairs, and terms beyond the
 * last whole vector are one more vector that ends in zeros: the same for every element.
 */
function dotTile(f: FunctionBuilder, job: Job, { i, rows, j, columns }: Part): void {
  const { vectors, product } = job;
  const { k } = product;
  const [a, b, c] = [moved(job.a, i, 0), moved(job.b, 0, j), moved(job.c, i, j)];
  const [pa, pb] = [f.let(a.at), f.let(b.at)];
  const sums = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => f.let(vectors.zero())),
  );
  const as = sums.map(() => f.local("v128"));
  const bv = f.local("v128");
  const step = (width: number): void => {
    as.forEach((value, row) => {
      f.set(value, vectors.load(width, pa, row * a.row));
    });
    for (let column = 0; column < columns; column++) {
      f.set(bv, vectors.load(width, pb, column * b.column));
      sums.forEach((row, i) => {
        f.set(row[column]!, vectors.madd(as[i]!, bv, row[column]!));
      });
    }
  };
  const pointers = [[pa, 16] as const, [pb, 16] as const];
  // Two whole vectors or more, see `methodOf`: only a loop moves the pointers on to what is left.
  repeat(f, Math.floor(k / vectors.count), pointers, () => {
    step(vectors.count);
  });
  if (k % vectors.count > 0) step(k % vectors.count);
  const place = f.let(c.at);
  sums.forEach((row, i) => {
    writeSums(f, job, row, { ...c, at: i32.add(place, i * c.row) });
  });
}

/** Adds the lanes of each sum and writes the results. */
function writeSums(f: FunctionBuilder, job: Job, sums: readonly Local<"v128">[], c: Strided): void {
  const { vectors, product } = job;
  const place = f.let(c.at);
  const out = f.local("v128");
  for (let first = 0; first < sums.length; first += vectors.count) {
    const width = Math.min(vectors.count, sums.length - first);
    const group = Array.from({ length: vectors.count }, (_, v) => sums[first + Math.min(v, width - 1)]!);
    const lanes = vectors.transpose(group, (one) => f.let(one)).map((one) => f.let(one));
    const scale = product.alpha === 1 ? undefined : vectors.constant(product.alpha);
    const at = first * c.column;
    const old = product.beta === 1 ? vectors.load(width, place, at, c.column) : undefined;
    f.set(out, scaled(vectors, pairwise(vectors, lanes), scale, old));
    for (const store of vectors.store(width, place, out, at, c.column)) f.do(store);
  }
}

function pairwise(vectors: Vectors, values: readonly Local<"v128">[]) {
  const [a, b, c, d] = values;
  const first = vectors.add(a!, b!);
  return c === undefined || d === undefined ? first : vectors.add(first, vectors.add(c, d));
}
