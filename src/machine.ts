import type { BlasFound, BlasMissing } from "./backend/blas/blas.ts";
import { findBlas } from "./backend/blas/findBlas.ts";
import { features } from "./backend/wasm/assembler/features.ts";
import { relaxedSimd } from "./backend/wasm/relaxed.ts";
import { threadsAvailable } from "./backend/wasm/threads/threadsAvailable.ts";

/** What the choice of an engine depends on; tests give a machine of their own. */
export interface Machine {
  /** Whether WebAssembly has vectors of 128 bits. */
  readonly simd: () => boolean;
  /** Whether it may use multiply-adds that round once. */
  readonly relaxed: () => boolean;
  /** How many threads can run at the same time, or why there is only one. */
  readonly threads: () => { readonly cores: number } | { readonly reason: string };
  /** The system's library for products of matrices, or why there is none. */
  readonly blas: () => BlasFound | BlasMissing;
}

/** The machine that this runs on. */
export const thisMachine: Machine = {
  simd: () => features().simd,
  relaxed: () => relaxedSimd(),
  threads() {
    const there = threadsAvailable();
    if ("reason" in there || features().threads) return there;
    return { reason: "WebAssembly has no shared memory here" };
  },
  blas: () => findBlas(),
};
