import { op, simd } from "./instruction.ts";
import { ask, binary, extract, replace, shift, shuffle, unary } from "./lanes.ts";

/** Sixteen 8-bit integers: what moving bytes about needs. */
export const i8x16 = {
  splat: op(simd(0x0f), ["i32"], "v128"),
  /** Any sixteen bytes of two vectors. */
  shuffle: shuffle(16),
  /** Bytes of the first, by the numbers in the second; 0 where a number is 16 or more. */
  swizzle: binary(0x0e),
  bitmask: ask(0x64),
};

/** Eight 16-bit integers: steps on the way from bytes to numbers. */
export const i16x8 = {
  splat: op(simd(0x10), ["i32"], "v128"),
  shuffle: shuffle(8),
  extend_low_i8x16_s: unary(0x87),
  extend_high_i8x16_s: unary(0x88),
  extend_low_i8x16_u: unary(0x89),
  extend_high_i8x16_u: unary(0x8a),
};

/** Four 32-bit integers. A comparison gives all ones or all zeros in each lane. */
export const i32x4 = {
  splat: op(simd(0x11), ["i32"], "v128"),
  extract_lane: extract(0x1b, "i32", 4),
  replace_lane: replace(0x1c, "i32", 4),
  /** Any four lanes of two vectors. */
  shuffle: shuffle(4),
  eq: binary(0x37),
  ne: binary(0x38),
  lt_s: binary(0x39),
  lt_u: binary(0x3a),
  gt_s: binary(0x3b),
  gt_u: binary(0x3c),
  le_s: binary(0x3d),
  le_u: binary(0x3e),
  ge_s: binary(0x3f),
  ge_u: binary(0x40),
  abs: unary(0xa0),
  neg: unary(0xa1),
  all_true: ask(0xa3),
  bitmask: ask(0xa4),
  extend_low_i16x8_s: unary(0xa7),
  extend_high_i16x8_s: unary(0xa8),
  extend_low_i16x8_u: unary(0xa9),
  extend_high_i16x8_u: unary(0xaa),
  shl: shift(0xab),
  shr_s: shift(0xac),
  shr_u: shift(0xad),
  add: binary(0xae),
  sub: binary(0xb1),
  mul: binary(0xb5),
  min_s: binary(0xb6),
  min_u: binary(0xb7),
  max_s: binary(0xb8),
  max_u: binary(0xb9),
  trunc_sat_f32x4_s: unary(0xf8),
  trunc_sat_f32x4_u: unary(0xf9),
  trunc_sat_f64x2_s_zero: unary(0xfc),
  trunc_sat_f64x2_u_zero: unary(0xfd),
};

/** Two 64-bit integers. */
export const i64x2 = {
  splat: op(simd(0x12), ["i64"], "v128"),
  extract_lane: extract(0x1d, "i64", 2),
  replace_lane: replace(0x1e, "i64", 2),
  /** Any two lanes of two vectors. */
  shuffle: shuffle(2),
  abs: unary(0xc0),
  neg: unary(0xc1),
  all_true: ask(0xc3),
  bitmask: ask(0xc4),
  extend_low_i32x4_s: unary(0xc7),
  extend_high_i32x4_s: unary(0xc8),
  extend_low_i32x4_u: unary(0xc9),
  extend_high_i32x4_u: unary(0xca),
  shl: shift(0xcb),
  shr_s: shift(0xcc),
  shr_u: shift(0xcd),
  add: binary(0xce),
  sub: binary(0xd1),
  mul: binary(0xd5),
  eq: binary(0xd6),
  ne: binary(0xd7),
  lt_s: binary(0xd8),
  gt_s: binary(0xd9),
  le_s: binary(0xda),
  ge_s: binary(0xdb),
};
