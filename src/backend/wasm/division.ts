import { readsOf, writesOf } from "../../program/dependencies.ts";
import { flopsOf } from "../../program/estimate.ts";
import type { Kernel } from "../../program/program.ts";
import type { Target } from "./target.ts";

/** How a kernel's work is divided among threads. */
export interface Division {
  /** The first index of each thread's share, and the end of the last: one more than there are threads. */
  readonly shares: readonly number[];
  /** Whether the first thread does it all. */
  readonly serial: boolean;
}

/**
 * Even shares of the indices 0 … size - 1.
 *
 * @param worthDividing work of fewer instructions is done by the first thread
 * @param size how many indices there are; undefined where the work is one piece
 * @param grain shares begin at multiples of this, so that they hold whole tiles and cache lines
 */
export function divide(
  kernel: Kernel,
  { threads, worthDividing }: Pick<Target, "threads" | "worthDividing">,
  size: number | undefined,
  grain: number,
): Division {
  const all = size ?? 1;
  if (threads === 1 || size === undefined || all < 2 * grain || flopsOf(kernel) < worthDividing) {
    return { shares: [0, ...new Array<number>(threads).fill(all)], serial: true };
  }
  const inner = Array.from({ length: threads - 1 }, (_, i) =>
    Math.min(all, Math.round(((i + 1) * all) / threads / grain) * grain),
  );
  return { shares: [0, ...inner, all], serial: false };
}

/** The bytes that a buffer takes: from … to - 1. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/**
 * Before which kernels all threads must have finished what came before.
 *
 * @param regionOf where a buffer lies: buffers whose lives do not meet share memory, so a name of its own protects none
 * @returns for each kernel whether it needs a barrier
 */
export function barriersFor(
  kernels: readonly Kernel[],
  divisions: readonly Division[],
  regionOf: (buffer: number) => Region,
): boolean[] {
  const touched = kernels.map((kernel) => ({
    reads: [...readsOf(kernel)].map(regionOf),
    writes: [...writesOf(kernel)].map(regionOf),
  }));
  let open: number[] = [];
  return kernels.map((_, at) => {
    const { reads, writes } = touched[at]!;
    // What one thread does alone, it does in order.
    const meets = open.some((before) => {
      if (divisions[before]!.serial && divisions[at]!.serial) return false;
      const earlier = touched[before]!;
      return meet(earlier.writes, reads) || meet(writes, earlier.reads) || meet(writes, earlier.writes);
    });
    open = meets ? [at] : [...open, at];
    return meets;
  });
}

function meet(some: readonly Region[], others: readonly Region[]): boolean {
  return some.some((a) => others.some((b) => a.from < b.to && b.from < a.to));
}
