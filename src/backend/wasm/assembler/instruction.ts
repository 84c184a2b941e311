import { internal } from "../../../util/errors.ts";
import type { Bytes } from "./bytes.ts";
import type { Result, ValueType } from "./types.ts";

/**
 * One instruction with its operands below it: a tree that is written out, operands first, when a function takes it.
 * A tree used twice is computed twice; `FunctionBuilder.let` keeps a value.
 */
export interface Instruction<R extends Result = Result> {
  readonly type: R;
  emit(code: Code): void;
}

/** An instruction that leaves a value. */
export type Expression<T extends ValueType = ValueType> = Instruction<T>;

/** Where instructions are written: the bytes of one function's body. */
export interface Code {
  readonly bytes: Bytes;
  /** The function, so that a local can tell whether it belongs there. */
  readonly owner: object;
}

/** An operand: an expression, or a plain number where the type is scalar. */
export type Operand<T extends ValueType> =
  Expression<T> | (T extends "v128" ? never : T extends "i64" ? bigint : number);

/** One operand for each type of a list. */
export type Operands<P extends readonly ValueType[]> = { readonly [K in keyof P]: Operand<P[K]> };

/** An opcode as it stands in the binary: one byte, or a prefix and a number. */
export type Opcode = number | readonly number[];

/** The opcode of a vector instruction (prefix 0xfd). */
export const simd = (code: number): Opcode => prefixed(0xfd, code);
/** The opcode of a saturating or bulk memory instruction (prefix 0xfc). */
export const misc = (code: number): Opcode => prefixed(0xfc, code);
/** The opcode of an atomic instruction (prefix 0xfe). */
export const threads = (code: number): Opcode => prefixed(0xfe, code);

/**
 * A function that builds one instruction: `op(0x6a, ["i32", "i32"], "i32")` is i32.add.
 *
 * @param immediates bytes that follow the opcode
 */
export function op<const P extends readonly ValueType[], R extends Result>(
  opcode: Opcode,
  operands: P,
  result: R,
  immediates: readonly number[] = [],
): (...values: Operands<P>) => Instruction<R> {
  const code = [...opcodeBytes(opcode), ...immediates];
  return (...values) =>
    make(result, lift(values, operands), (bytes) => {
      bytes.raw(code);
    });
}

/** An instruction that writes its operands, then itself. */
export function make<R extends Result>(
  type: R,
  operands: readonly Expression[],
  write: (bytes: Bytes) => void,
): Instruction<R> {
  return {
    type,
    emit(code) {
      for (const operand of operands) operand.emit(code);
      write(code.bytes);
    },
  };
}

/** Operands as expressions, of the types that the instruction asks for. */
export function lift(values: readonly Operand<ValueType>[], types: readonly ValueType[]): Expression[] {
  if (values.length !== types.length) internal(`${types.length} operands expected, got ${values.length}`);
  return types.map((type, i) => liftOne(values[i]!, type));
}

/** One operand as an expression of the type asked for. */
export function liftOne<T extends ValueType>(value: Operand<ValueType>, type: T): Expression<T> {
  if (typeof value === "object") {
    if (value.type !== type) internal(`an operand must be ${type}, got ${value.type}`);
    return value as Expression<T>;
  }
  return constant(type, value);
}

/** A scalar constant. */
export function constant<T extends ValueType>(type: T, value: number | bigint): Expression<T> {
  const write = CONSTANTS[type];
  if (write === undefined) internal(`a ${type} cannot be made of the number ${value}`);
  return make(type, [], (bytes) => {
    write(bytes, value);
  });
}

const CONSTANTS: Partial<Record<ValueType, (bytes: Bytes, value: number | bigint) => void>> = {
  i32(bytes, value) {
    if (typeof value === "bigint" || !Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 32) {
      internal(`i32.const of ${value}`);
    }
    bytes.u8(0x41);
    bytes.signed(value);
  },
  i64(bytes, value) {
    bytes.u8(0x42);
    bytes.signed64(BigInt(value));
  },
  f32(bytes, value) {
    bytes.u8(0x43);
    bytes.f32(Number(value));
  },
  f64(bytes, value) {
    bytes.u8(0x44);
    bytes.f64(Number(value));
  },
};

/** The bytes of an opcode. */
export function opcodeBytes(opcode: Opcode): readonly number[] {
  return typeof opcode === "number" ? [opcode] : opcode;
}

function prefixed(prefix: number, code: number): Opcode {
  return code < 0x80 ? [prefix, code] : [prefix, (code & 0x7f) | 0x80, code >> 7];
}
