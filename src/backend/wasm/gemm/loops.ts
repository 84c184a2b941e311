import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { constant, type Expression, type Operand } from "../assembler/instruction.ts";
import { i32 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";

/** Rows or columns from one number up to another. */
export interface Range {
  readonly from: Operand<"i32">;
  readonly to: Operand<"i32">;
  /** How many there are, where that is known. */
  readonly size?: number;
}

/** All `size` rows or columns. */
export function whole(size: number): Range {
  return { from: 0, to: size, size };
}

/**
 * Walks a range in tiles, and what is left at its end in one narrower tile.
 *
 * @param usual what is left at the end of the whole product, which has a tile of its own; a part that ends
 *   elsewhere is finished in tiles of 1
 */
export function tiles(
  f: FunctionBuilder,
  range: Range,
  tile: number,
  usual: number,
  body: (at: Local<"i32">, size: number) => void,
): void {
  const i = f.let(lifted(range.from));
  const full = range.size === undefined ? undefined : Math.floor(range.size / tile);
  if (full !== 0) {
    const last = f.let(i32.sub(range.to, tile));
    f.while(i32.le_s(i, last), () => {
      body(i, tile);
      f.set(i, i32.add(i, tile));
    });
  }
  if (range.size !== undefined) {
    if (range.size % tile > 0) body(i, range.size % tile);
    return;
  }
  if (usual > 1) {
    f.if(i32.eq(i32.sub(range.to, i), usual), () => {
      body(i, usual);
      f.set(i, i32.add(i, usual));
    });
  }
  if (tile > 1) {
    f.while(i32.lt_s(i, range.to), () => {
      body(i, 1);
      f.set(i, i32.add(i, 1));
    });
  }
}

/** Locals that every step moves on, with their stride in bytes. */
export type Pointers = readonly (readonly [Local<"i32">, number])[];

/**
 * Runs a step `count` times, one per turn of a loop. Not several: within a turn V8 moves all loads to the front, and then
 * lacks registers. It repeats short bodies by itself, with an exit after each, which keeps their order.
 *
 * @param step reads at the pointers
 */
export function repeat(
  f: FunctionBuilder,
  count: number | Local<"i32">,
  pointers: Pointers,
  step: () => void,
): void {
  if (count === 1) step();
  else if (count !== 0) turns(f, f.let(lifted(count)), 1, pointers, step);
}

/** Runs a block for every `size` of `count` steps and a single step for each that is left; both move the pointers on. */
export function blocks(
  f: FunctionBuilder,
  count: number | Local<"i32">,
  size: number,
  pointers: Pointers,
  block: () => void,
  single: () => void,
): void {
  const left = f.let(lifted(count));
  turns(f, left, size, pointers, block);
  turns(f, left, 1, pointers, single);
}

/** As long as that many steps are left. The test stands at the end of the loop: one branch a turn. */
function turns(
  f: FunctionBuilder,
  left: Local<"i32">,
  steps: number,
  pointers: Pointers,
  body: () => void,
): void {
  f.if(i32.ge_s(left, steps), () => {
    f.loop((again) => {
      body();
      for (const [pointer, stride] of pointers) f.set(pointer, i32.add(pointer, steps * stride));
      f.set(left, i32.sub(left, steps));
      f.br_if(again, i32.ge_s(left, steps));
    });
  });
}

/** base + index · stride. */
export function offsetBy(base: Expression<"i32">, index: Operand<"i32">, stride: number): Expression<"i32"> {
  if (index === 0 || stride === 0) return base;
  return i32.add(base, typeof index === "number" ? index * stride : i32.mul(index, stride));
}

function lifted(value: Operand<"i32">): Expression<"i32"> {
  return typeof value === "number" ? constant("i32", value) : value;
}
