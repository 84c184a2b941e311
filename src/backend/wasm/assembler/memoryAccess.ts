import { internal } from "../../../util/errors.ts";
import type { Bytes } from "./bytes.ts";
import {
  liftOne,
  make,
  opcodeBytes,
  type Expression,
  type Instruction,
  type Opcode,
  type Operand,
} from "./instruction.ts";
import type { ValueType } from "./types.ts";

/** Builds a load: from address + offset, both in bytes. */
export type Load<T extends ValueType> = (address: Operand<"i32">, offset?: number) => Expression<T>;

/** Builds a store: of a value to address + offset, both in bytes. */
export type Store<T extends ValueType> = (
  address: Operand<"i32">,
  value: Operand<T>,
  offset?: number,
) => Instruction<"void">;

/**
 * A load instruction.
 *
 * @param width how many bytes it reads; written down as the alignment, which is a hint, except that atomic
 *   instructions demand it
 */
export function load<T extends ValueType>(opcode: Opcode, type: T, width: number): Load<T> {
  return (address, offset = 0) =>
    make(type, [liftOne(address, "i32")], (bytes) => {
      access(bytes, opcode, width, offset);
    });
}

/** A store instruction; `width` as for `load`. */
export function store<T extends ValueType>(opcode: Opcode, type: T, width: number): Store<T> {
  return (address, value, offset = 0) =>
    make("void", [liftOne(address, "i32"), liftOne(value, type)], (bytes) => {
      access(bytes, opcode, width, offset);
    });
}

/** An opcode with its memory argument: the exponent of the alignment and the offset. */
export function access(bytes: Bytes, opcode: Opcode, width: number, offset: number): void {
  if (!Number.isInteger(offset) || offset < 0) internal(`a memory offset of ${offset}`);
  bytes.raw(opcodeBytes(opcode));
  bytes.unsigned(Math.log2(width));
  bytes.unsigned(offset);
}
