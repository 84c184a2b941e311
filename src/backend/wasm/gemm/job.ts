import type { Expression } from "../assembler/instruction.ts";
import type { Range } from "./loops.ts";
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
  /** The rows of A that are worked on at once where B is packed, and whether they are packed too. */
  readonly blockRows: number;
  readonly packsA: boolean;
}
