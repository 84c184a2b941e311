import type { Access, Buffer, Loop } from "../../../program/program.ts";
import { bytesOf, type Lanes } from "./lanes.ts";

/** Rows of tables larger than this are seldom in a cache that is near. */
const FAR_BYTES = 2 ** 20;
/** The processor itself fetches what follows the first lines of a row. */
const MOST_BYTES = 1024;
/** How many bytes come at once. */
const LINE = 64;

/** So many rows are asked for before the first is used: memory then answers for all of them in the time of one or two. */
export const ROWS_AT_A_TIME = 16;

/** A gather whose rows come from far away. */
export interface FarRows {
  readonly access: Access;
  /** Where in a row to touch it, in bytes from its first element. */
  readonly lines: readonly number[];
}

/**
 * The gathers of a loop that find another row at each index of an axis, and nowhere else, in a table that no cache holds.
 *
 * @param axis undefined for those that stay in one row
 */
export function farRowsOf(
  { shape, body }: Loop,
  axis: number | undefined,
  buffers: readonly Buffer[],
  lanes: Lanes,
): FarRows[] {
  return body.flatMap((step): FarRows | [] => {
    if (step.kind !== "load" || step.access.gather === undefined) return [];
    const { buffer, strides, gather } = step.access;
    const { size, storage } = buffers[buffer]!;
    const bytes = bytesOf(storage, lanes);
    const movesOnlyAlong = gather.indices.strides.every(
      (stride, other) => (stride !== 0) === (other === axis),
    );
    if (size * bytes < FAR_BYTES || !movesOnlyAlong) return [];
    const last = shape.reduce((sum, n, other) => sum + (other === axis ? 0 : (n - 1) * strides[other]!), 0);
    const end = Math.min((last + 1) * bytes, MOST_BYTES);
    const lines = Array.from({ length: Math.ceil(end / LINE) }, (_, line) => line * LINE);
    return { access: step.access, lines };
  });
}
