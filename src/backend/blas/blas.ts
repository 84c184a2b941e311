import type { BlasBinding, GemmImports } from "./bindGemm.ts";

/** A product for `BlasFound.gemm`: C = alpha op(A) op(B) + beta C on row-major matrices; op(A) is [m, k], op(B) is [k, n]. */
export interface GemmCall {
  readonly transA: boolean;
  readonly transB: boolean;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly alpha: number;
  readonly aByteOffset: number;
  /** Elements from one row of A to the next, as stored. */
  readonly lda: number;
  readonly bByteOffset: number;
  readonly ldb: number;
  readonly beta: number;
  readonly cByteOffset: number;
  readonly ldc: number;
}

/** A BLAS of the system that works: it computed right products when it was loaded. */
export interface BlasFound {
  /** `OpenBLAS`, `BLIS`, `MKL`, `Accelerate`, or `unknown`. */
  readonly name: string;
  /** The library's own words about its version and build; may be empty. */
  readonly version: string;
  /** Whether several threads may call it at the same time. */
  readonly concurrent: boolean;
  /** For workers, which must load the library themselves. */
  readonly binding: BlasBinding;
  /** `sgemm` and `dgemm` on a memory, to be imported by a WebAssembly module on this thread. */
  bind(memory: WebAssembly.Memory): GemmImports;
  /** One product on this thread. */
  gemm(precision: "f32" | "f64", memory: WebAssembly.Memory, call: GemmCall): void;
  /** One line for people: `OpenBLAS 0.3.21 … (libopenblas.so.0), one thread per call`. */
  describe(): string;
}

/** Why there is no BLAS to call. */
export interface BlasMissing {
  readonly reason: string;
}
