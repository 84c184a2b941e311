import { op, simd } from "./instruction.ts";
import { binary, extract, replace, shuffle, ternary, unary } from "./lanes.ts";

/** What `f32x4` and `f64x2` both have, for generators of either precision. */
export type FloatLanes = ReturnType<typeof arithmetic>;

/** Four single precision numbers. A comparison gives all ones or all zeros in each lane. */
export const f32x4 = {
  ...arithmetic({
    compare: 0x41,
    compute: 0xe0,
    ceil: 0x67,
    floor: 0x68,
    trunc: 0x69,
    nearest: 0x6a,
    madd: 0x105,
    relaxed_min: 0x10d,
  }),
  splat: op(simd(0x13), ["f32"], "v128"),
  extract_lane: extract(0x1f, "f32", 4),
  replace_lane: replace(0x20, "f32", 4),
  shuffle: shuffle(4),
  convert_i32x4_s: unary(0xfa),
  convert_i32x4_u: unary(0xfb),
  /** The two doubles in the low half, 0 in the high one. */
  demote_f64x2_zero: unary(0x5e),
};

/** Two double precision numbers. */
export const f64x2 = {
  ...arithmetic({
    compare: 0x47,
    compute: 0xec,
    ceil: 0x74,
    floor: 0x75,
    trunc: 0x7a,
    nearest: 0x94,
    madd: 0x107,
    relaxed_min: 0x10f,
  }),
  splat: op(simd(0x14), ["f64"], "v128"),
  extract_lane: extract(0x21, "f64", 2),
  replace_lane: replace(0x22, "f64", 2),
  shuffle: shuffle(2),
  convert_low_i32x4_s: unary(0xfe),
  convert_low_i32x4_u: unary(0xff),
  promote_low_f32x4: unary(0x5f),
};

interface Codes {
  /** The first of eq, ne, lt, gt, le, ge. */
  readonly compare: number;
  /** The first of abs, neg, -, sqrt, add, sub, mul, div, min, max, pmin, pmax. */
  readonly compute: number;
  readonly ceil: number;
  readonly floor: number;
  readonly trunc: number;
  readonly nearest: number;
  readonly madd: number;
  readonly relaxed_min: number;
}

function arithmetic(codes: Codes) {
  return {
    eq: binary(codes.compare),
    ne: binary(codes.compare + 1),
    lt: binary(codes.compare + 2),
    gt: binary(codes.compare + 3),
    le: binary(codes.compare + 4),
    ge: binary(codes.compare + 5),
    ceil: unary(codes.ceil),
    floor: unary(codes.floor),
    trunc: unary(codes.trunc),
    /** The nearest whole number, halves to the even one. */
    nearest: unary(codes.nearest),
    abs: unary(codes.compute),
    neg: unary(codes.compute + 1),
    sqrt: unary(codes.compute + 3),
    add: binary(codes.compute + 4),
    sub: binary(codes.compute + 5),
    mul: binary(codes.compute + 6),
    div: binary(codes.compute + 7),
    /** NaN where either is NaN; -0 is below 0. */
    min: binary(codes.compute + 8),
    max: binary(codes.compute + 9),
    /** b < a ? b : a, one machine instruction. */
    pmin: binary(codes.compute + 10),
    /** a < b ? b : a, one machine instruction. */
    pmax: binary(codes.compute + 11),
    /** a·b + c, rounded once or twice as the machine likes. Needs `features().relaxedSimd`. */
    relaxed_madd: ternary(codes.madd),
    /** c - a·b, likewise. */
    relaxed_nmadd: ternary(codes.madd + 1),
    relaxed_min: binary(codes.relaxed_min),
    relaxed_max: binary(codes.relaxed_min + 1),
  };
}
