import type { Plan } from "../../program/plan.ts";
import { FAULT_BYTES } from "./loop/requireRow.ts";
import { SYNC_BYTES } from "./threads/syncWords.ts";

/** Where everything lies in a program's memory, in bytes. */
export interface Layout {
  /** The words by which threads find each other. */
  readonly sync: number;
  /** Constants of the mathematical functions. */
  readonly constants: number;
  /** For each divided kernel the shares of the threads. */
  readonly shares: number;
  /** Where kernels note an index that names no row. */
  readonly fault: number;
  /** Room for each thread's own use. */
  readonly scratch: number;
  readonly scratchBytes: number;
  /** The buffers. */
  readonly arena: number;
  readonly bytes: number;
}

/** Whole cache lines, so that no two threads write to one. */
const LINE = 64;
const PAGE = 65_536;

export function layoutOf(
  plan: Plan,
  needs: {
    readonly constants: number;
    readonly shares: number;
    readonly scratch: number;
    readonly threads: number;
  },
): Layout {
  // Address 0 stays unused, so that a forgotten address shows.
  let end = LINE;
  const room = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / LINE) * LINE;
    return at;
  };
  const scratchBytes = Math.ceil(needs.scratch / LINE) * LINE;
  const sync = room(SYNC_BYTES);
  const constants = room(needs.constants);
  const shares = room(needs.shares);
  const fault = room(FAULT_BYTES);
  const scratch = room(scratchBytes * needs.threads);
  const arena = room(plan.bytes);
  return { sync, constants, shares, fault, scratch, scratchBytes, arena, bytes: end };
}

/** How many pages of memory some bytes need. */
export function pagesFor(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PAGE));
}
