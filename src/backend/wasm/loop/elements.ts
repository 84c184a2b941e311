import type { Access, Instruction as Step, Loop } from "../../../program/program.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { liftOne, type Expression, type Operand } from "../assembler/instruction.ts";
import { i32 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";
import type { LoopContext } from "./context.ts";
import { inBytes, type Cursor } from "./cursor.ts";
import { moves } from "./invariant.ts";
import { bytesOf, loadIndex } from "./lanes.ts";
import { requireRow } from "./requireRow.ts";

/** For which elements along the vector axis steps are written: neighbours at once or one, some elements ahead of the cursor. */
export interface Span {
  readonly vector: boolean;
  readonly ahead: number;
}

/** One element, in every lane. */
export const SINGLE: Span = { vector: false, ahead: 0 };

/** The elements of a loop's accesses: where they are, how they come and how they go. */
export class LoopElements {
  readonly #context: LoopContext;
  readonly #f: FunctionBuilder;
  readonly #loop: Loop;
  readonly #vector: { readonly axis: number } | undefined;
  /** The index along each axis whose loop is open. */
  readonly indices = new Map<number, Local<"i32">>();
  /** For accesses that gather: the bytes to their row, where it is known before a loop. */
  readonly #rows = new Map<Access, Local<"i32">>();

  /** @param vector the axis along which neighbours are taken at once */
  constructor(
    context: LoopContext,
    f: FunctionBuilder,
    loop: Loop,
    vector: { readonly axis: number } | undefined,
  ) {
    this.#context = context;
    this.#f = f;
    this.#loop = loop;
    this.#vector = vector;
  }

  /** An element or its neighbours, or an index, as the steps of a body ask for them. */
  load(
    step: Exclude<Step, { kind: "apply" | "constant" }>,
    cursor: Cursor,
    { vector, ahead }: Span,
  ): Expression<"v128"> {
    const { lanes, buffers } = this.#context;
    const vectorAxis = this.#vector?.axis;
    if (step.kind === "index") {
      const first = this.indices.get(step.axis) ?? 0;
      if (step.axis !== vectorAxis) return lanes.fromInteger(first);
      const index = lanes.fromInteger(i32.add(first, ahead));
      return vector ? lanes.float.add(index, lanes.ramp) : index;
    }
    const { access } = step;
    const { storage } = buffers[access.buffer]!;
    const [address, offset] = this.#place(access, cursor, ahead);
    const neighbours = vector && access.strides[vectorAxis!] === 1;
    return neighbours ? lanes.load(storage, address, offset) : lanes.splat(storage, address, offset);
  }

  /** Where an access is: a moving part and a constant one, both in bytes. */
  #place(access: Access, cursor: Cursor, ahead = 0): [address: Operand<"i32">, offset: number] {
    const { lanes, buffers, address } = this.#context;
    const bytes = bytesOf(buffers[access.buffer]!.storage, lanes);
    const further = ahead === 0 ? 0 : ahead * access.strides[this.#vector!.axis]!;
    const offset = address(access.buffer) + (access.start + further) * bytes;
    const moved = cursor.offset(this.strides(access));
    if (access.gather === undefined) return [moved, offset];
    return [i32.add(moved, this.#rows.get(access) ?? this.#rowOf(access, cursor)), offset];
  }

  /** How far the row that an access gathers is from the first row, in bytes. */
  #rowOf({ buffer, gather }: Access, cursor: Cursor): Expression<"i32"> {
    const { lanes, buffers, fault } = this.#context;
    const { indices, stride, rows } = gather!;
    const row = this.#f.let(
      loadIndex(buffers[indices.buffer]!.storage, lanes, ...this.#place(indices, cursor)),
    );
    requireRow(this.#f, row, rows, fault);
    return i32.mul(row, stride * bytesOf(buffers[buffer]!.storage, lanes));
  }

  /** Loads a byte of each line of the row that an access gathers, for nothing but to have the line near when it is needed. */
  touch(access: Access, cursor: Cursor, lines: readonly number[]): void {
    const [address, offset] = this.#place(access, cursor);
    const row = this.#f.let(liftOne<"i32">(address, "i32"));
    for (const line of lines) this.#f.drop(i32.load8_u(row, offset + line));
  }

  /** Finds the rows to gather that stay the same along some axes, before the loop over them. */
  findRows(axes: readonly number[], cursor: Cursor): void {
    for (const step of this.#loop.body) {
      if (step.kind !== "load" || step.access.gather === undefined) continue;
      const { indices } = step.access.gather;
      if (axes.some((axis) => moves(indices, axis))) continue;
      this.#rows.set(step.access, this.#f.let(this.#rowOf(step.access, cursor)));
    }
  }

  /** Writes a value to its place. */
  store(access: Access, value: Local<"v128">, cursor: Cursor, { vector, ahead }: Span): void {
    const [address, offset] = this.#place(access, cursor, ahead);
    const { lanes } = this.#context;
    const store = vector ? lanes.store : lanes.storeOne;
    this.#f.do(store(address, value, offset));
  }

  /** How far apart in bytes an access finds neighbours along each axis. */
  strides(access: Access): number[] {
    return inBytes(access, bytesOf(this.#context.buffers[access.buffer]!.storage, this.#context.lanes));
  }
}
