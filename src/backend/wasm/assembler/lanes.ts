import { internal } from "../../../util/errors.ts";
import { liftOne, make, op, opcodeBytes, simd, type Expression, type Operand } from "./instruction.ts";
import type { ValueType } from "./types.ts";

/** An instruction from one vector to a vector. */
export const unary = (code: number) => op(simd(code), ["v128"], "v128");
/** An instruction from two vectors to a vector. */
export const binary = (code: number) => op(simd(code), ["v128", "v128"], "v128");
/** An instruction from three vectors to a vector. */
export const ternary = (code: number) => op(simd(code), ["v128", "v128", "v128"], "v128");
/** A shift of every lane by the same number of bits. */
export const shift = (code: number) => op(simd(code), ["v128", "i32"], "v128");
/** A question about all lanes, answered in an i32. */
export const ask = (code: number) => op(simd(code), ["v128"], "i32");

/** One lane of a vector as a scalar: `extract_lane(lane, vector)`. */
export function extract<T extends ValueType>(code: number, type: T, count: number) {
  return (lane: number, vector: Operand<"v128">): Expression<T> =>
    make(type, [liftOne(vector, "v128")], (bytes) => {
      bytes.raw(opcodeBytes(simd(code)));
      bytes.u8(checked(lane, count));
    });
}

/** The vector with one lane replaced: `replace_lane(lane, vector, value)`. */
export function replace<T extends ValueType>(code: number, type: T, count: number) {
  return (lane: number, vector: Operand<"v128">, value: Operand<T>): Expression<"v128"> =>
    make("v128", [liftOne(vector, "v128"), liftOne(value, type)], (bytes) => {
      bytes.raw(opcodeBytes(simd(code)));
      bytes.u8(checked(lane, count));
    });
}

/** Lanes of two vectors in a new order: lane numbers below `count` are the first's, the rest the second's. */
export function shuffle(count: number) {
  const width = 16 / count;
  return (lanes: readonly number[], a: Operand<"v128">, b: Operand<"v128">): Expression<"v128"> => {
    if (lanes.length !== count) internal(`a shuffle of ${count} lanes, got ${lanes.length}`);
    const order = lanes.flatMap((lane) => {
      const first = checked(lane, 2 * count) * width;
      return Array.from({ length: width }, (_, i) => first + i);
    });
    return make("v128", [liftOne(a, "v128"), liftOne(b, "v128")], (bytes) => {
      bytes.raw(opcodeBytes(simd(0x0d)));
      bytes.raw(order);
    });
  };
}

function checked(lane: number, count: number): number {
  if (!Number.isInteger(lane) || lane < 0 || lane >= count) internal(`lane ${lane} of ${count}`);
  return lane;
}
