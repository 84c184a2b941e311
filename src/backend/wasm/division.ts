import { conflict } from "../../program/dependencies.ts";
import { flopsOf } from "../../program/estimate.ts";
import type { Kernel } from "../../program/program.ts";

/** How a kernel's work is divided among threads. */
export interface Division {
  /** The first index of each thread's share, and the end of the last: one more than there are threads. */
  readonly shares: readonly number[];
  /** Whether the first thread does it all. */
  readonly serial: boolean;
}

/**
 * Work below this many instructions is done by one thread: some 2 µs, many times what it costs threads to wait for each
 * other.
 */
const WORTH_DIVIDING = 40_000;

/**
 * Even shares of the indices 0 … size - 1.
 *
 * @param size how many indices there are; undefined where the work is one piece
 * @param grain shares begin at multiples of this, so that they hold whole tiles and cache lines
 */
export function divide(kernel: Kernel, threads: number, size: number | undefined, grain: number): Division {
  const all = size ?? 1;
  if (threads === 1 || size === undefined || all < 2 * grain || flopsOf(kernel) < WORTH_DIVIDING) {
    return { shares: [0, ...new Array<number>(threads).fill(all)], serial: true };
  }
  const inner = Array.from(
    { length: threads - 1 },
    (_, i) => Math.round(((i + 1) * all) / threads / grain) * grain,
  );
  return { shares: [0, ...inner, all], serial: false };
}

/**
 * Before which kernels all threads must have finished what came before.
 *
 * @returns for each kernel whether it needs a barrier
 */
export function barriersFor(kernels: readonly Kernel[], divisions: readonly Division[]): boolean[] {
  let open: number[] = [];
  return kernels.map((kernel, at) => {
    // What one thread does alone, it does in order.
    const meets = open.some(
      (before) => !(divisions[before]!.serial && divisions[at]!.serial) && conflict(kernels[before]!, kernel),
    );
    open = meets ? [at] : [...open, at];
    return meets;
  });
}
