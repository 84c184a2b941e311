import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { i32 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";
import { moved, rowBlocks, smaller, type Job } from "./job.ts";
import { tiles, type Range } from "./loops.ts";
import { packStrip } from "./pack.ts";
import { depthOf, tileOf } from "./plan.ts";
import { outerTile, type Strided } from "./tile.ts";

/** Up to this k, tiles go along the rows of C, which are read and written much more than B. */
const ALONG_ROWS = 32;

/** The product by tiles, from A and B where they lie. */
export function outerProduct(f: FunctionBuilder, job: Job): void {
  const { product, vectors, rows, columns } = job;
  const { m, n, k } = product;
  const { rows: height, columns: across } = tileOf(product);
  const width = across * vectors.count;
  const tile = (i: Local<"i32">, height: number, j: Local<"i32">, columns: number): void => {
    outerTile(f, vectors, {
      ...{ rows: height, columns, depth: k, padded: false },
      ...{ alpha: product.alpha, add: product.beta === 1 },
      a: moved(job.a, i, 0),
      b: moved(job.b, 0, j),
      c: moved(job.c, i, j),
    });
  };
  if (k <= ALONG_ROWS) {
    tiles(f, rows, height, m % height, (i, height) => {
      tiles(f, columns, width, n % width, (j, columns) => {
        tile(i, height, j, columns);
      });
    });
  } else {
    tiles(f, columns, width, n % width, (j, columns) => {
      tiles(f, rows, height, m % height, (i, height) => {
        tile(i, height, j, columns);
      });
    });
  }
}

/**
 * The product by blocks: of k, so that a panel of B fits the first-level cache, and of rows, so that a block of A fits the
 * second. C adds up over the blocks of k, whose bounds depend on the product alone.
 */
export function packedProduct(f: FunctionBuilder, job: Job): void {
  rowBlocks(f, job, (rows) => {
    packedBlock(f, job, rows);
  });
}

function packedBlock(f: FunctionBuilder, job: Job, rows: Range): void {
  const { product, vectors, columns, packsA } = job;
  const { k, n, beta, alpha } = product;
  const most = depthOf(product);
  const { rows: height, columns: across } = tileOf(product);
  const width = across * vectors.count;
  const several = most < k;
  const p = f.let(i32.const(0));
  const panel = f.let(job.scratch);
  const blockOfA = f.let(i32.add(job.scratch, most * 16 * across));

  f.loop((again) => {
    const depth = several ? f.let(smaller(f, i32.const(most), i32.sub(k, p))) : k;
    const add = beta === 1 || (several && f.let(i32.gt_s(p, 0)));
    if (packsA) packA(f, job, rows, p, depth, blockOfA, most);
    tiles(f, columns, width, n % width, (j, columns) => {
      const count = Math.ceil(columns / vectors.count);
      const b: Strided = { at: panel, row: count * 16, column: vectors.bytes };
      packStrip(f, vectors, {
        ...{ from: moved(job.b, p, j), to: panel, pitch: b.row, rows: depth, columns, pad: true },
      });
      tiles(f, rows, height, product.m % height, (i, height) => {
        outerTile(f, vectors, {
          ...{ rows: height, columns, depth, padded: true, alpha, add, b },
          a: packsA ? packedRows(job, rows, i, blockOfA, most) : moved(job.a, i, p),
          c: moved(job.c, i, j),
        });
      });
    });
    if (several) {
      f.set(p, i32.add(p, most));
      f.br_if(again, i32.lt_s(p, k));
    }
  });
}

/** Copies a block of A in strips of as many rows as a vector has elements, each strip column by column. */
function packA(
  f: FunctionBuilder,
  job: Job,
  rows: Range,
  p: Local<"i32">,
  depth: number | Local<"i32">,
  to: Local<"i32">,
  most: number,
): void {
  const { vectors, product } = job;
  tiles(f, rows, vectors.count, product.m % vectors.count, (i, height) => {
    const { at, row, column } = moved(job.a, i, p);
    packStrip(f, vectors, {
      from: { at, row: column, column: row },
      to: packedRows(job, rows, i, to, most).at,
      ...{ pitch: 16, rows: depth, columns: height, pad: false },
    });
  });
}

/** Row i of the packed block of A: its strip, and its lane there. */
function packedRows(job: Job, rows: Range, i: Local<"i32">, block: Local<"i32">, most: number): Strided {
  const { bytes, count } = job.vectors;
  const row = i32.sub(i, rows.from);
  const strip = i32.mul(i32.div_u(row, count), most * 16);
  const lane = i32.mul(i32.rem_u(row, count), bytes);
  return { at: i32.add(block, i32.add(strip, lane)), row: bytes, column: 16 };
}
