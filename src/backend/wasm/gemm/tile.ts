import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Expression } from "../assembler/instruction.ts";
import type { Local } from "../assembler/local.ts";
import { repeat } from "./loops.ts";
import type { Vectors } from "./vectors.ts";

/** Where a matrix lies: the address of its first element here, and its strides in bytes. */
export interface Strided {
  readonly at: Expression<"i32">;
  readonly row: number;
  readonly column: number;
}

export interface Tile {
  readonly rows: number;
  readonly columns: number;
  /** The terms of the sum. */
  readonly depth: number | Local<"i32">;
  readonly a: Strided;
  /** Its columns are neighbours in memory. */
  readonly b: Strided;
  /** Whether rows of B end in whole vectors, whatever the last lanes hold. */
  readonly padded: boolean;
  readonly c: Strided;
  readonly alpha: number;
  /** Whether C is added to: known, or a local that tells. */
  readonly add: boolean | Local<"i32">;
}

/** Up to how many terms α is multiplied into A, and sums begin with what stands in C. */
const FEW = 4;

/**
 * One tile of C as a sum of outer products: every step takes a column of A, element by element in all lanes, and a row
 * of B. Each element of C adds up its terms in the order of k, whatever the size of the tile.
 */
export function outerTile(f: FunctionBuilder, vectors: Vectors, tile: Tile): void {
  const { rows, columns, depth, a, b, alpha } = tile;
  const count = Math.ceil(columns / vectors.count);
  const few = typeof depth === "number" && depth <= FEW;
  const widths = Array.from({ length: count }, (_, v) =>
    Math.min(vectors.count, columns - v * vectors.count),
  );
  const sums = Array.from({ length: rows }, () => widths.map(() => f.local("v128")));
  const as = sums.map(() => f.local("v128"));
  const bv = f.local("v128");

  const start = few && tile.add === true;
  const place = f.let(tile.c.at);
  each(sums, (sum, i, v) => {
    if (start) f.set(sum, loadC(vectors, tile, place, i, v, widths[v]!));
    else if (depth !== 1) f.set(sum, vectors.zero());
  });

  const [pa, pb] = [f.let(a.at), f.let(b.at)];
  const scale = few && alpha !== 1 ? f.let(vectors.constant(alpha)) : undefined;
  const pointers = [[pa, a.column] as const, [pb, b.row] as const];
  repeat(f, depth, pointers, () => {
    as.forEach((value, i) => {
      const element = vectors.splat(pa, i * a.row);
      f.set(value, scale === undefined ? element : vectors.mul(element, scale));
    });
    widths.forEach((width, v) => {
      f.set(bv, vectors.load(tile.padded ? vectors.count : width, pb, v * 16));
      sums.forEach((row, i) => {
        const sum = row[v]!;
        f.set(sum, depth === 1 && !start ? vectors.mul(as[i]!, bv) : vectors.madd(as[i]!, bv, sum));
      });
    });
  });

  const finish = (add: boolean): void => {
    writeTile(f, vectors, tile, place, sums, widths, few ? 1 : alpha, add && !start);
  };
  const { add } = tile;
  if (typeof add === "boolean") finish(add);
  else
    f.if(
      add,
      () => {
        finish(true);
      },
      () => {
        finish(false);
      },
    );
}

function writeTile(
  f: FunctionBuilder,
  vectors: Vectors,
  tile: Tile,
  place: Local<"i32">,
  sums: readonly (readonly Local<"v128">[])[],
  widths: readonly number[],
  alpha: number,
  add: boolean,
): void {
  const scale = alpha === 1 ? undefined : f.let(vectors.constant(alpha));
  const out = f.local("v128");
  each(sums, (sum, i, v) => {
    const width = widths[v]!;
    f.set(out, scaled(vectors, sum, scale, add ? loadC(vectors, tile, place, i, v, width) : undefined));
    const at = i * tile.c.row + v * vectors.count * tile.c.column;
    for (const store of vectors.store(width, place, out, at, tile.c.column)) f.do(store);
  });
}

/** scale · sum + c. */
export function scaled(
  vectors: Vectors,
  sum: Expression<"v128">,
  scale: Expression<"v128"> | undefined,
  c: Expression<"v128"> | undefined,
): Expression<"v128"> {
  if (c === undefined) return scale === undefined ? sum : vectors.mul(scale, sum);
  return scale === undefined ? vectors.add(sum, c) : vectors.madd(scale, sum, c);
}

function loadC(
  vectors: Vectors,
  { c }: Tile,
  place: Local<"i32">,
  i: number,
  v: number,
  width: number,
): Expression<"v128"> {
  return vectors.load(width, place, i * c.row + v * vectors.count * c.column, c.column);
}

function each(
  sums: readonly (readonly Local<"v128">[])[],
  visit: (sum: Local<"v128">, row: number, vector: number) => void,
): void {
  sums.forEach((row, i) => {
    row.forEach((sum, v) => {
      visit(sum, i, v);
    });
  });
}
