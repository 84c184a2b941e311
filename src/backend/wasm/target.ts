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
  /** How many threads the machine can run at the same time, whatever number was asked for. */
  readonly cores: number;
}
