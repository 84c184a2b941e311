import type { Koffi, NativeFunction } from "./koffi.ts";

/** All that a thread needs in order to call the library by itself. It is plain data, so it can be posted to a worker. */
export interface BlasBinding {
  /** The path of the package koffi. */
  readonly koffi: string;
  /** The library's name or path. */
  readonly library: string;
  readonly sgemm: string;
  readonly dgemm: string;
  /** C's type of sizes and strides: most libraries are built with 32-bit integers, some with 64. */
  readonly integer: "int32_t" | "int64_t";
  /** The function that sets how many threads a call may use, and the type of its argument. */
  readonly setThreads?: readonly [symbol: string, type: string];
}

/**
 * C = alpha op(A) op(B) + beta C on row-major matrices in a WebAssembly memory, as a WebAssembly module imports it
 * (i32; alpha and beta f32 or f64). `transA` and `transB` are 0 or 1; op(A) is [m, k], op(B) is [k, n], C is [m, n];
 * `a`, `b` and `c` are byte offsets; `lda`, `ldb` and `ldc` are the elements from one row to the next as stored.
 */
export type Gemm = (
  ...call: readonly [
    transA: number,
    transB: number,
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: number,
    lda: number,
    b: number,
    ldb: number,
    beta: number,
    c: number,
    ldc: number,
  ]
) => void;

/** What a WebAssembly module may import from `blas`. */
export interface GemmImports {
  readonly sgemm: Gemm;
  readonly dgemm: Gemm;
}

/**
 * The library's products on one memory, on one thread, each call on this thread alone.
 *
 * Workers run the text of this function: it must name nothing outside itself.
 */
export function bindGemm(koffi: Koffi, binding: BlasBinding, memory: WebAssembly.Memory): GemmImports {
  const library = koffi.load(binding.library);
  // Some libraries keep this number for each thread, so it is set wherever the library is used.
  if (binding.setThreads !== undefined) {
    library.func(binding.setThreads[0], "void", [binding.setThreads[1]])(1);
  }
  const integer = binding.integer;

  const bind = (symbol: string, real: string, bytes: number): Gemm => {
    // Addresses travel as numbers (an address has at most 48 bits): arithmetic on bigint costs more than the call.
    const operand = ["uintptr_t", integer];
    const sizes = ["int", "int", "int", integer, integer, integer];
    const call: NativeFunction = library.func(symbol, "void", [
      ...sizes,
      ...[real, ...operand, ...operand],
      ...[real, ...operand],
    ]);
    let buffer: ArrayBuffer | undefined;
    let base = 0;
    let size = 0;
    return (transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) => {
      // A memory that grew has a new buffer, and may have moved.
      if (memory.buffer !== buffer) {
        buffer = memory.buffer;
        size = buffer.byteLength;
        base = Number(koffi.address(new Uint8Array(buffer)));
      }
      // An i32 above 2^31 arrives as a negative number.
      const a0 = a >>> 0;
      const b0 = b >>> 0;
      const c0 = c >>> 0;
      const aEnd = a0 + bytes * (transA === 0 ? (m - 1) * lda + k : (k - 1) * lda + m);
      const bEnd = b0 + bytes * (transB === 0 ? (k - 1) * ldb + n : (n - 1) * ldb + k);
      const cEnd = c0 + bytes * ((m - 1) * ldc + n);
      // Native code would write over foreign memory where WebAssembly traps.
      if (!(aEnd <= size && bEnd <= size && cEnd <= size)) {
        throw new RangeError(`internal: ${symbol}() beyond the end of the memory; please report this`);
      }
      // 101 is row-major order; 111 is as stored, 112 transposed.
      call(
        101,
        111 + transA,
        111 + transB,
        m,
        n,
        k,
        alpha,
        base + a0,
        lda,
        base + b0,
        ldb,
        beta,
        base + c0,
        ldc,
      );
    };
  };
  return { sgemm: bind(binding.sgemm, "float", 4), dgemm: bind(binding.dgemm, "double", 8) };
}
