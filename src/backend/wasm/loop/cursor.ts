import type { Access } from "../../../program/program.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { i32 } from "../assembler/integers.ts";
import type { Operand } from "../assembler/instruction.ts";
import type { Local } from "../assembler/local.ts";

/**
 * Where a loop is: for each way to walk through memory, how many bytes it has come.
 *
 * Accesses with the same strides in bytes walk together; where each of them begins is a constant in its own instructions.
 */
export class Cursor {
  readonly #f: FunctionBuilder;
  readonly #strides: ReadonlyMap<string, readonly number[]>;
  readonly #offsets: ReadonlyMap<string, Local<"i32">>;

  /** @param strides for each access its strides in bytes */
  static start(f: FunctionBuilder, strides: readonly (readonly number[])[]): Cursor {
    return new Cursor(f, new Map(strides.map((own) => [own.join(), own])), new Map());
  }

  private constructor(
    f: FunctionBuilder,
    strides: ReadonlyMap<string, readonly number[]>,
    offsets: ReadonlyMap<string, Local<"i32">>,
  ) {
    this.#f = f;
    this.#strides = strides;
    this.#offsets = offsets;
  }

  /** How far an access with these strides has come, in bytes. */
  offset(strides: readonly number[]): Operand<"i32"> {
    return this.#offsets.get(strides.join()) ?? 0;
  }

  /** The cursor of a loop along one axis, at an index; the loop moves it on with `step`. */
  along(axis: number, index: Operand<"i32">): Cursor {
    const offsets = new Map(this.#offsets);
    for (const [key, strides] of this.#strides) {
      const stride = strides[axis]!;
      if (stride === 0) continue;
      const before = this.#offsets.get(key) ?? 0;
      const moved = typeof index === "number" ? index * stride : i32.mul(index, stride);
      offsets.set(key, this.#f.let(i32.add(before, moved)));
    }
    return new Cursor(this.#f, this.#strides, offsets);
  }

  /** Moves on by some elements along the axis. */
  step(axis: number, elements: number): void {
    for (const [key, strides] of this.#strides) {
      const stride = strides[axis]!;
      const offset = this.#offsets.get(key);
      if (stride !== 0 && offset !== undefined) this.#f.set(offset, i32.add(offset, stride * elements));
    }
  }
}

/** The strides of an access in bytes. */
export function inBytes({ strides }: Access, bytes: number): number[] {
  return strides.map((stride) => stride * bytes);
}
