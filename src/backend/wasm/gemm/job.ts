import { select, type FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Expression, Operand } from "../assembler/instruction.ts";
import { i32 } from "../assembler/integers.ts";
import { offsetBy, type Range } from "./loops.ts";
import type { Product } from "./plan.ts";
import type { Strided } from "./tile.ts";
import type { Vectors } from "./vectors.ts";

/** What one function computes: a part of one product. */
export interface Job {
  readonly product: Product;
  readonly vectors: Vectors;
  readonly a: Strided;
  readonly b: Strided;
  readonly c: Strided;
  readonly scratch: Expression<"i32">;
  readonly rows: Range;
  readonly columns: Range;
  /** The rows of A that are worked on at once. */
  readonly blockRows: number;
  /** Whether blocks of A are packed where panels of B are. */
  readonly packsA: boolean;
}

/** Walks the rows in blocks that stay in the cache while all columns pass by. */
export function rowBlocks(f: FunctionBuilder, job: Job, body: (rows: Range) => void): void {
  const { product, rows, blockRows } = job;
  if (product.m <= blockRows) {
    body(rows);
    return;
  }
  const from = f.let(i32.add(rows.from, 0));
  f.while(i32.lt_s(from, rows.to), () => {
    const to = f.let(smaller(f, i32.add(from, blockRows), rows.to));
    body({ from, to });
    f.set(from, to);
  });
}

/** A matrix from another row and column on. */
export function moved(matrix: Strided, row: Operand<"i32">, column: Operand<"i32">): Strided {
  return { ...matrix, at: offsetBy(offsetBy(matrix.at, row, matrix.row), column, matrix.column) };
}

/** The smaller of two numbers. */
export function smaller(f: FunctionBuilder, a: Operand<"i32">, b: Operand<"i32">): Expression<"i32"> {
  const [x, y] = [f.let(i32.add(a, 0)), f.let(i32.add(b, 0))];
  return select(i32.lt_s(x, y), x, y);
}
