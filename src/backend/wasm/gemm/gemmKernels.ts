import type { Gemm } from "../../../program/program.ts";
import type { Expression, Instruction } from "../assembler/instruction.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { FunctionHandle, ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { dotProduct } from "./dot.ts";
import type { Job } from "./job.ts";
import { whole } from "./loops.ts";
import { outerProduct, packedProduct } from "./outer.ts";
import {
  blockRows,
  depthOf,
  methodOf,
  packsA,
  productOf,
  sharingOf,
  tileOf,
  type Product,
  type Sharing,
  type Split,
  type Strides,
} from "./plan.ts";
import type { Strided } from "./tile.ts";
import { vectorsOf, type Precision, type Vectors } from "./vectors.ts";

/** Where the matrices of one product lie, for one entry of its batch: addresses in bytes of their elements (0, 0). */
export interface GemmPlaces {
  readonly a: Expression<"i32">;
  readonly b: Expression<"i32">;
  readonly c: Expression<"i32">;
  /** Memory of the thread's own, `scratchBytes` of it; best at a multiple of 64. */
  readonly scratch: Expression<"i32">;
}

type Kernel = FunctionHandle<readonly ["i32", "i32", "i32", "i32", "i32", "i32"], "void">;

/**
 * Matrix products C = α A B + β C of a module: a function for every size and layout, made when it is first called.
 *
 * The bits of an element of C depend on the product alone, never on the part of C that a call computes.
 */
export class GemmKernels {
  readonly #module: ModuleBuilder;
  readonly #precision: Precision;
  readonly #vectors: Vectors;
  readonly #kernels = new Map<string, Kernel>();

  /** @param options.relaxed whether to use fused multiply-add, see `features().relaxedSimd` */
  constructor(module: ModuleBuilder, precision: Precision, options: { readonly relaxed: boolean }) {
    this.#module = module;
    this.#precision = precision;
    this.#vectors = vectorsOf(precision, options.relaxed);
  }

  /** Statements that compute the rows or columns [from, to) of C; nothing where from ≥ to. */
  call(
    gemm: Gemm,
    places: GemmPlaces,
    split: Split,
    from: Expression<"i32">,
    to: Expression<"i32">,
  ): Instruction<"void">[] {
    const product = productOf(gemm);
    if (methodOf(product) === "nothing") return [];
    const [a, b] = product.turned ? [places.b, places.a] : [places.a, places.b];
    const kernel = this.#kernel(product, product.turned ? other(split) : split);
    return [kernel.call(a, b, places.c, places.scratch, from, to)];
  }

  /** The bytes of scratch memory that each thread needs for a product. */
  scratchBytes(gemm: Gemm): number {
    const product = productOf(gemm);
    if (methodOf(product) !== "packed") return 0;
    const depth = depthOf(product);
    const panel = depth * tileOf(product).columns * 16;
    if (!packsA(product, this.#precision)) return panel;
    const rows = Math.min(blockRows(product, this.#precision), product.m);
    return panel + Math.ceil(rows / this.#vectors.count) * depth * 16;
  }

  /** How to share a product among threads. Any other way gives the same bits. */
  splitOf(gemm: Gemm, threads: number): Sharing {
    const product = productOf(gemm);
    const { split, granularity } = sharingOf(product, this.#precision, threads);
    return { split: product.turned ? other(split) : split, granularity };
  }

  #kernel(product: Product, split: Split): Kernel {
    const { m, n, k, alpha, beta } = product;
    const name = [
      `gemm ${m}×${k}×${n}`,
      ...[product.a, product.b, product.c].map(({ row, column }) => `${row},${column}`),
      ...[Object.is(alpha, -0) ? "-0" : alpha, beta, split],
    ].join(" ");
    const known = this.#kernels.get(name);
    if (known !== undefined) return known;
    const kernel = this.#module.function(
      name,
      ["i32", "i32", "i32", "i32", "i32", "i32"],
      "void",
      (f, a, b, c, scratch, from, to) => {
        const matrix = (at: Expression<"i32">, { row, column }: Strides): Strided => ({
          at,
          row: row * this.#vectors.bytes,
          column: column * this.#vectors.bytes,
        });
        write(f, {
          product,
          vectors: this.#vectors,
          a: matrix(a, product.a),
          b: matrix(b, product.b),
          c: matrix(c, product.c),
          scratch,
          rows: split === "rows" ? { from, to } : whole(m),
          columns: split === "columns" ? { from, to } : whole(n),
          blockRows: blockRows(product, this.#precision),
          packsA: packsA(product, this.#precision),
        });
      },
    );
    this.#kernels.set(name, kernel);
    return kernel;
  }
}

function write(f: FunctionBuilder, job: Job): void {
  const method = methodOf(job.product);
  if (method === "outer") outerProduct(f, job);
  else if (method === "packed") packedProduct(f, job);
  else dotProduct(f, job);
}

function other(split: Split): Split {
  return split === "rows" ? "columns" : "rows";
}
