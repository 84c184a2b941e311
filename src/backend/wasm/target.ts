import type { Precision } from "./loop/lanes.ts";

/** How to compile a program for this machine. */
export interface Target {
  readonly precision: Precision;
  readonly threads: number;
  /** Work of fewer instructions is done by one thread. */
  readonly worthDividing: number;
  /** Whether the machine takes relaxed SIMD: multiply-adds that round once. */
  readonly relaxed: boolean;
  /** Whether large products go to the system's BLAS. */
  readonly blas: boolean;
  /**
   * Into how many pieces a product for the BLAS is cut, at most. The bits of its results depend on the sizes that it is called
   * with, so this is a number of the machine: it must not depend on how many threads compute.
   */
  readonly blasPieces: number;
}
