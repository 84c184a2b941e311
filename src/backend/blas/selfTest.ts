import type { Gemm, GemmImports } from "./bindGemm.ts";

/**
 * Compares a library's products with plain loops, for both precisions, every transposition, a size that a library computes in
 * one go and one that it splits. All numbers are small integers, so both must agree to the last bit.
 *
 * @param bind gives the library's products on a memory
 * @returns what is wrong, or undefined
 */
export function blasFault(bind: (memory: WebAssembly.Memory) => GemmImports): string | undefined {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const gemms = bind(memory);
  for (const [m, n, k] of [
    [3, 5, 7],
    [18, 35, 41],
  ] as const) {
    for (const transA of [0, 1]) {
      for (const transB of [0, 1]) {
        const call = { m, n, k, transA, transB };
        if (!agrees(gemms.sgemm, new Float32Array(memory.buffer), call))
          return `its sgemm is wrong${how(call)}`;
        if (!agrees(gemms.dgemm, new Float64Array(memory.buffer), call))
          return `its dgemm is wrong${how(call)}`;
      }
    }
  }
  return undefined;
}

interface Call {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transA: number;
  readonly transB: number;
}

/** Rows are stored further apart than they are long, so that the elements between must stay as they were. */
const GAP = 3;

function agrees(gemm: Gemm, numbers: Float32Array | Float64Array, call: Call): boolean {
  const { m, n, k, transA, transB } = call;
  const [aRows, lda] = transA === 0 ? [m, k + GAP] : [k, m + GAP];
  const [bRows, ldb] = transB === 0 ? [k, n + GAP] : [n, k + GAP];
  const ldc = n + GAP;
  const b = aRows * lda;
  const c = b + bRows * ldb;
  const bytes = numbers.BYTES_PER_ELEMENT;
  const multiply = (alpha: number, beta: number): void => {
    gemm(transA, transB, m, n, k, alpha, 0, lda, b * bytes, ldb, beta, c * bytes, ldc);
  };
  for (let i = 0; i < c; i++) numbers[i] = ((i * 7 + 3) % 11) - 5;
  // With beta = 0, C may hold anything before, even NaN.
  numbers.fill(Number.NaN, c, c + m * ldc);
  multiply(2, 0);
  multiply(1, -3);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < ldc; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum +=
          numbers[transA === 0 ? i * lda + p : p * lda + i]! *
          numbers[b + (transB === 0 ? p * ldb + j : j * ldb + p)]!;
      }
      const expected = j < n ? sum - 3 * (2 * sum) : Number.NaN;
      if (!Object.is(numbers[c + i * ldc + j]! + 0, expected + 0)) return false;
    }
  }
  return true;
}

function how({ m, n, k, transA, transB }: Call): string {
  return ` for [${m}, ${k}]${transA === 1 ? "ᵀ" : ""} · [${k}, ${n}]${transB === 1 ? "ᵀ" : ""}`;
}
