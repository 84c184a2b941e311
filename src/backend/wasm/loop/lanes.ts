import type { Storage } from "../../../program/program.ts";
import { f32x4, f64x2, type FloatLanes } from "../assembler/floatLanes.ts";
import type { Expression, Instruction, Operand } from "../assembler/instruction.ts";
import { i16x8, i32x4 } from "../assembler/integerLanes.ts";
import { f32, f64 } from "../assembler/floats.ts";
import { i32 } from "../assembler/integers.ts";
import { v128 } from "../assembler/vectors.ts";

export type Precision = "f32" | "f64";

/** One precision's view of a vector: how many numbers it holds, and how they come from memory and go back. */
export interface Lanes {
  readonly precision: Precision;
  readonly count: 4 | 2;
  /** Of one real number. */
  readonly bytes: 4 | 8;
  readonly float: FloatLanes;
  readonly constant: (value: number) => Expression<"v128">;
  /** All lanes the same whole number. */
  readonly fromInteger: (value: Operand<"i32">) => Expression<"v128">;
  /** 0, 1, 2, … */
  readonly ramp: Expression<"v128">;
  /** Neighbours in memory, as real numbers. */
  readonly load: (storage: Storage, address: Operand<"i32">, offset: number) => Expression<"v128">;
  /** One number in every lane. */
  readonly splat: (storage: Storage, address: Operand<"i32">, offset: number) => Expression<"v128">;
  readonly store: (address: Operand<"i32">, value: Operand<"v128">, offset: number) => Instruction<"void">;
  /** The first lane only. */
  readonly storeOne: (address: Operand<"i32">, value: Operand<"v128">, offset: number) => Instruction<"void">;
  /** The vector with the upper half of its lanes first. */
  readonly swapHalves: (x: Operand<"v128">) => Expression<"v128">;
  /** The vector with each lane in its neighbour's place. */
  readonly swapNeighbours: (x: Operand<"v128">) => Expression<"v128">;
}

/** A whole number from memory, whatever it is kept as. */
export function loadIndex(
  storage: Storage,
  { precision }: Lanes,
  address: Operand<"i32">,
  offset: number,
): Expression<"i32"> {
  switch (storage) {
    case "i32":
      return i32.load(address, offset);
    case "u8":
      return i32.load8_u(address, offset);
    case "real":
      return precision === "f32"
        ? i32.trunc_sat_f32_s(f32.load(address, offset))
        : i32.trunc_sat_f64_s(f64.load(address, offset));
  }
}

/** Bytes of one element in memory. */
export function bytesOf(storage: Storage, lanes: Lanes): number {
  return storage === "real" ? lanes.bytes : storage === "i32" ? 4 : 1;
}

const single: Lanes = {
  precision: "f32",
  count: 4,
  bytes: 4,
  float: f32x4,
  constant: (value) => f32x4.splat(f32.const(value)),
  fromInteger: (value) => f32x4.splat(f32.convert_i32_s(value)),
  ramp: vectorOf(new Float32Array([0, 1, 2, 3])),
  load(storage, address, offset) {
    switch (storage) {
      case "real":
        return v128.load(address, offset);
      case "i32":
        return f32x4.convert_i32x4_s(v128.load(address, offset));
      case "u8":
        return f32x4.convert_i32x4_u(widened(v128.load32_zero(address, offset)));
    }
  },
  splat(storage, address, offset) {
    switch (storage) {
      case "real":
        return v128.load32_splat(address, offset);
      case "i32":
        return f32x4.convert_i32x4_s(v128.load32_splat(address, offset));
      case "u8":
        return f32x4.convert_i32x4_u(widened(v128.load8_splat(address, offset)));
    }
  },
  store: (address, value, offset) => v128.store(address, value, offset),
  storeOne: (address, value, offset) => v128.store32_lane(0, address, value, offset),
  swapHalves: (x) => f32x4.shuffle([2, 3, 0, 1], x, x),
  swapNeighbours: (x) => f32x4.shuffle([1, 0, 3, 2], x, x),
};

const double: Lanes = {
  precision: "f64",
  count: 2,
  bytes: 8,
  float: f64x2,
  constant: (value) => f64x2.splat(f64.const(value)),
  fromInteger: (value) => f64x2.splat(f64.convert_i32_s(value)),
  ramp: vectorOf(new Float64Array([0, 1])),
  load(storage, address, offset) {
    switch (storage) {
      case "real":
        return v128.load(address, offset);
      case "i32":
        return f64x2.convert_low_i32x4_s(v128.load64_zero(address, offset));
      case "u8":
        return f64x2.convert_low_i32x4_u(widened(v128.load16_splat(address, offset)));
    }
  },
  splat(storage, address, offset) {
    switch (storage) {
      case "real":
        return v128.load64_splat(address, offset);
      case "i32":
        return f64x2.convert_low_i32x4_s(v128.load32_splat(address, offset));
      case "u8":
        return f64x2.convert_low_i32x4_u(widened(v128.load8_splat(address, offset)));
    }
  },
  store: (address, value, offset) => v128.store(address, value, offset),
  storeOne: (address, value, offset) => v128.store64_lane(0, address, value, offset),
  swapHalves: (x) => f64x2.shuffle([1, 0], x, x),
  swapNeighbours: (x) => f64x2.shuffle([1, 0], x, x),
};

export const LANES: Readonly<Record<Precision, Lanes>> = { f32: single, f64: double };

/** The low bytes of a vector as 32-bit integers. */
function widened(bytes: Expression<"v128">): Expression<"v128"> {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
}

function vectorOf(numbers: Float32Array | Float64Array): Expression<"v128"> {
  return v128.const(new Uint8Array(numbers.buffer));
}
