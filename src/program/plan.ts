import { ValueError } from "../util/errors.ts";
import { readsOf, writesOf } from "./dependencies.ts";
import type { Buffer, Program } from "./program.ts";

/** Where each buffer lies in one arena. */
export interface Plan {
  /** Bytes from the start of the arena, by buffer id; undefined for a buffer that no kernel or caller needs. */
  readonly offsets: readonly (number | undefined)[];
  readonly bytes: number;
}

/** Whole cache lines: no two buffers share one, so threads that write neighbours do not slow each other down. */
const LINE = 64;
/** Vectors may be read a little past the last element. */
const SLACK = 64;

/**
 * Gives every buffer its place in one arena: what lives from run to run keeps its own, temporary buffers share memory where
 * their lives do not overlap.
 *
 * @param realBytes 4 for float32, 8 for float64
 * @param limit the most bytes that the arena may have
 * @throws ValueError where the arena would be larger, before anything is allocated
 */
export function plan(
  { buffers, kernels, places }: Program,
  realBytes: 4 | 8,
  limit = 2 ** 32 - 2 ** 16,
): Plan {
  const offsets = new Array<number | undefined>(buffers.length).fill(undefined);
  const kept = new Set(places.values());
  const lives = livesOf(buffers, kernels);
  let end = 0;
  for (const buffer of buffers) {
    if (!kept.has(buffer.id) && (buffer.life === "temporary" || lives[buffer.id] === undefined)) continue;
    offsets[buffer.id] = end;
    end += room(buffer, realBytes);
  }
  const base = end;
  // In the order of their first use, so that only what is still alive need be looked at; sorted by place.
  let alive: Taken[] = [];
  const waiting = buffers.filter(({ id }) => offsets[id] === undefined && lives[id] !== undefined);
  for (const buffer of waiting.sort((a, b) => lives[a.id]!.first - lives[b.id]!.first)) {
    const { first, last } = lives[buffer.id]!;
    const size = room(buffer, realBytes);
    alive = alive.filter((other) => other.last >= first);
    const from = firstGap(alive, base, size);
    alive = [...alive, { from, to: from + size, last }].sort((a, b) => a.from - b.from);
    offsets[buffer.id] = from;
    end = Math.max(end, from + size);
  }
  if (end > limit) {
    throw new ValueError(
      `compile(): the computation needs ${Math.ceil(end / 2 ** 20)} MiB of memory, and at most ${Math.floor(limit / 2 ** 20)} MiB can be had; ` +
        "use a smaller batch, or precision f32",
    );
  }
  return { offsets, bytes: end };
}

/** Memory that is in use up to some kernel. */
interface Taken {
  readonly from: number;
  readonly to: number;
  readonly last: number;
}

/** The first place from `base` on where `size` bytes are free. */
function firstGap(alive: readonly Taken[], base: number, size: number): number {
  let from = base;
  for (const other of alive) {
    if (other.from - from >= size) break;
    from = Math.max(from, other.to);
  }
  return from;
}

/** From the first to the last kernel that touches each buffer. */
function livesOf(
  buffers: readonly Buffer[],
  kernels: Program["kernels"],
): ({ first: number; last: number } | undefined)[] {
  const lives = new Array<{ first: number; last: number } | undefined>(buffers.length).fill(undefined);
  kernels.forEach((kernel, at) => {
    for (const id of [...readsOf(kernel), ...writesOf(kernel)]) {
      lives[id] = { first: lives[id]?.first ?? at, last: at };
    }
  });
  return lives;
}

function room({ size, storage }: Buffer, realBytes: number): number {
  const bytes = size * { real: realBytes, i32: 4, u8: 1 }[storage];
  return Math.ceil((bytes + SLACK) / LINE) * LINE;
}
